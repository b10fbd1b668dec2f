namespace WebConsole.Security;

/// <summary>Distinguishes a person's request for a page from a program's request.</summary>
internal static class RequestKind
{
    private static readonly PathString[] Programs = ["/api", "/hubs", "/_blazor", "/_framework", "/openapi", "/healthz", "/readyz"];

    public static bool IsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && !IsForPrograms(request.Path) && TakesHtml(request);

    public static bool IsForPrograms(PathString path) => Array.Exists(Programs, program => path.StartsWithSegments(program));

    /// <summary>
    /// <c>*/*</c> (curl, link checkers) counts as a request for a page; requests of images and scripts do not.
    /// </summary>
    public static bool TakesHtml(HttpRequest request) =>
        request.Headers.Accept.Count == 0 || request.Headers.Accept.Any(accept => accept is not null &&
            (accept.Contains("text/html", StringComparison.OrdinalIgnoreCase) || accept.TrimStart().StartsWith("*/*", StringComparison.Ordinal)));
}
