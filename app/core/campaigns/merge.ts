/** What a text may say of whoever reads it, written {{ customer.first_name | default: "there" }}. */
export const MERGE_FIELDS = ["customer.first_name", "cart.total", "cart.items", "code"] as const;
export type MergeField = (typeof MERGE_FIELDS)[number];
export type MergeValues = Readonly<Record<MergeField, string>>;

const isField = (name: string): name is MergeField => MERGE_FIELDS.some((one) => one === name);

const FIELD = /\{\{\s*([\w.]+)\s*(?:\|\s*default:\s*"([^"]*)"\s*)?\}\}/g;

/** Fills in the fields. What somebody is called never becomes a link: it loses what links are written with. */
export const mergeText = (text: string, values: MergeValues): string =>
  text.replace(FIELD, (_whole, name: string, instead = "") => {
    const value = isField(name) ? values[name] : "";
    return value === "" ? String(instead) : value.replace(/[[\]()]/g, "");
  });

/** What stands between {{ and }} and is no field; undefined = all are. */
export const unknownField = (text: string): string | undefined =>
  [...text.replace(FIELD, (whole, name: string) => (isField(name) ? "" : whole)).matchAll(/\{\{[^}]*(\}\})?/g)]
    .map(([found]) => found)
    .at(0);
