import { Link, useNavigate } from "@remix-run/react";
import { AppProvider } from "@shopify/polaris";
import english from "@shopify/polaris/locales/en.json" with { type: "json" };
import { forwardRef, useEffect, type AnchorHTMLAttributes, type ComponentProps, type ReactNode } from "react";

type PolarisLink = NonNullable<ComponentProps<typeof AppProvider>["linkComponent"]>;
interface LinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href"> {
  readonly url: string;
  readonly external?: boolean;
}

/**
 * Polaris's links, by Remix. What is marked external leaves the admin's frame: there the shop could not be shown, and the
 * app would be gone.
 */
const AdminLink = forwardRef<HTMLAnchorElement, LinkProps>(function AdminLink(
  { url, external, target, children, ...rest },
  ref,
) {
  const opens = external ? "_blank" : target;
  const own = opens === undefined || opens === "_self";
  if (own)
    return (
      <Link {...rest} to={url} ref={ref}>
        {children}
      </Link>
    );
  return (
    <a {...rest} href={url} target={opens} rel={opens === "_blank" ? "noopener noreferrer" : undefined} ref={ref}>
      {children}
    </a>
  );
}) as PolarisLink;

/**
 * Polaris for every admin screen. Shopify's own provider for Remix has a link that drops `external`, and can't be given
 * another. App Bridge's menu asks for its screens by an event.
 */
export function AdminProvider({ children }: { children: ReactNode }) {
  const navigate = useNavigate();
  useEffect(() => {
    const follow = ({ target }: Event) => {
      const href = target instanceof Element ? target.getAttribute("href") : null;
      if (href !== null) navigate(href);
    };
    addEventListener("shopify:navigate", follow);
    return () => removeEventListener("shopify:navigate", follow);
  }, [navigate]);
  return (
    <AppProvider i18n={english} linkComponent={AdminLink}>
      {children}
    </AppProvider>
  );
}
