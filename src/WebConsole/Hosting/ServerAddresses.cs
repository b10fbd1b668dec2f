using System.Net;

namespace WebConsole.Hosting;

/// <summary>The addresses of the running server, stored in the state directory for <c>--new-link</c>.</summary>
internal sealed class ServerAddresses(string stateDirectory)
{
    private readonly string _file = Path.Combine(stateDirectory, "addresses");

    public void Write(IEnumerable<string> addresses) => File.WriteAllLines(_file, addresses);

    public void Forget() => File.Delete(_file);

    /// <summary>The first address as a URL for a browser, or <c>null</c> if no server runs.</summary>
    public string? ForPeople() => File.Exists(_file) && File.ReadLines(_file).FirstOrDefault() is { } address ? ForPeople(address) : null;

    /// <summary>A wildcard address can't be opened in a browser, so it is replaced by this machine's name.</summary>
    private static string ForPeople(string url)
    {
        var address = BindingAddress.Parse(url);
        var everywhere = address.Host is "*" or "+" || (IPAddress.TryParse(address.Host, out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)));
        return everywhere ? $"{address.Scheme}://{Dns.GetHostName()}:{address.Port}" : url.TrimEnd('/');
    }
}
