/** The user whom a request to envd names by basic authentication; there is no password. */
export function requestedUser(authorization: string | undefined): string {
  const [scheme, encoded = ""] = authorization?.split(" ") ?? [];
  if (scheme !== "Basic") return "user";
  return Buffer.from(encoded, "base64").toString().replace(/:$/, "");
}
