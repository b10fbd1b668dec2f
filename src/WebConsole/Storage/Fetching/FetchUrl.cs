using System.Net;
using WebConsole.Storage.Packed;
using WebConsole.Text;

namespace WebConsole.Storage.Fetching;

/// <summary>Addresses of files in the web.</summary>
internal static class FetchUrl
{
    private const int Most = 4_000;

    public static Uri? Parse(string? text) => text is { Length: <= Most } && !text.Any(char.IsControl) && Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url) && Mistake(url) is null ? url : null;

    /// <summary>Why it is not one that the server downloads from; <c>null</c> if it may be.</summary>
    public static string? Mistake(string? text, FetchAddresses addresses) =>
        string.IsNullOrWhiteSpace(text) ? "A URL is needed."
        : text.Length > Most ? $"At most {Most} letters."
        : !Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url) || text.Any(char.IsControl) ? "A URL as in https://example.org/debian.iso."
        : Mistake(url, addresses);

    /// <inheritdoc cref="Mistake(string?, FetchAddresses)"/>
    public static string? Mistake(Uri url, FetchAddresses addresses) =>
        Mistake(url) ?? (IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out var address) ? addresses.WhyNot(address) : null);

    /// <summary>Why the server does not follow a redirect; <c>null</c> if it does.</summary>
    public static string? MistakeOfRedirect(Uri from, Uri next, FetchAddresses addresses) =>
        Mistake(next, addresses) is { } mistake ? $"{from.IdnHost} redirects to where the server does not download from. {mistake}"
        : from.Scheme == Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttps ? $"{from.IdnHost} redirects from https to http, which anyone on the way could change."
        : null;

    /// <summary>As tasks and logs show it: its query may be a secret.</summary>
    public static string Shown(Uri url) => url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) + (url.Query.Length > 1 ? "?…" : "");

    /// <summary>The name that a volume of it gets: its last part, without the ending of its packing.</summary>
    public static string? NameIn(Uri? url) =>
        url is null ? null : Usable(Uri.UnescapeDataString(url.Segments[^1].Trim('/')));

    /// <summary>
    /// The name that a volume gets by a server's answer: what that calls the file, or else where it was sent to last, which counts
    /// only where the URL names no file: behind a file's name there are often keys.
    /// </summary>
    public static string? NameOf(Uri url, HttpResponseMessage answer) =>
        answer.Content.Headers.ContentDisposition is { } said && Usable((said.FileNameStar ?? said.FileName ?? "").Trim('"')) is { } name ? name
        : !Path.HasExtension(NameIn(url)) && NameIn(answer.RequestMessage?.RequestUri) is { } last && Path.HasExtension(last) ? last
        : null;

    private static string? Usable(string file) => Packing.Unpacked(file) is var name && ObjectName.Mistake(name) is null ? name : null;

    private static string? Mistake(Uri url) =>
        url.Scheme is not ("http" or "https") ? "Only http and https."
        : url.UserInfo.Length > 0 ? "No user and no password in a URL."
        : url.IdnHost.Length == 0 ? "A URL as in https://example.org/debian.iso."
        : null;
}
