using WebConsole.Hosting;

namespace WebConsole.Security.SignIn;

/// <summary>The target after sign-in: always a URL of this server, whatever the request says.</summary>
public static class LocalUrl
{
    private const int Longest = 2048;

    /// <summary>
    /// <paramref name="url"/> if it is an ASCII path of this server, else the overview. Browsers read <c>\</c> as
    /// <c>/</c>, skip tabs and line ends, and take <c>//host</c> for another server.
    /// </summary>
    public static string OrOverview(string? url)
    {
        if (url is null || url.Length > Longest || !url.StartsWith('/') || url.Any(character => character == '\\' || char.IsControl(character)))
            return AppUrls.Overview;
        // Uri takes dot segments out, which can bring the second slash to the front.
        if (!Uri.TryCreate("http://local" + url, UriKind.Absolute, out var uri) || uri.Host != "local" || !uri.IsDefaultPort || uri.UserInfo.Length > 0)
            return AppUrls.Overview;
        var local = uri.PathAndQuery + uri.Fragment;
        return local.StartsWith("//", StringComparison.Ordinal) || url.StartsWith("//", StringComparison.Ordinal) ? AppUrls.Overview : local;
    }
}
