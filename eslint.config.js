import js from "@eslint/js";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** Core may not ask the world for time, chance or logs: they are arguments. */
const pure = [
  "error",
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: "Pass `now` in.",
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: "Pass `now` in.",
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: "Pass the random source in.",
  },
  { selector: "AwaitExpression", message: "Core is synchronous." },
];

export default defineConfig(
  globalIgnores(["build/", "app/infra/prisma/", "extensions/*/assets/", "public/storefront/", "coverage/"]),
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { requireDefaultForNonUnion: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "no-duplicate-imports": ["error", { allowSeparateTypeImports: true }],
      "no-restricted-exports": [
        "error",
        {
          restrictDefaultExports: {
            direct: true,
            named: true,
            defaultFrom: true,
            namedFrom: true,
          },
        },
      ],
      "@typescript-eslint/only-throw-error": ["error", { allow: [{ from: "lib", name: "Response" }] }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  {
    files: ["app/routes/**", "app/root.tsx", "app/entry.*.tsx", "app/routes.ts", "*.config.{js,ts}"],
    rules: { "no-restricted-exports": "off" },
  },
  {
    files: ["app/core/**/*.ts"],
    ignores: ["**/*.test.ts"],
    rules: { "no-restricted-syntax": pure },
  },
  {
    files: ["app/**/*.tsx"],
    extends: [reactHooks.configs.flat["recommended-latest"] ?? reactHooks.configs.flat.recommended],
  },
  // Plain JavaScript runs in Node, the stand-in in a browser: TypeScript knows their globals, ESLint need not.
  { files: ["**/*.{js,mjs}"], rules: { "no-undef": "off" } },
  {
    files: ["**/*.test.{ts,tsx}"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
);
