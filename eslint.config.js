import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist/", "**/out/", "**/node_modules/", "**/projects/", "**/.demo-*/"] },
  ...tseslint.configs.strictTypeChecked,
  {
    files: ["**/*.ts"],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      // A template may hold a number: every message here prints counts and lines.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": "off",
      "@typescript-eslint/no-unused-vars": ["error", { ignoreUsingDeclarations: true }],
    },
  },
  { files: ["**/*.js"], extends: [tseslint.configs.disableTypeChecked] },
);
