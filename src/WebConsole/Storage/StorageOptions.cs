using System.Net;
using Microsoft.Extensions.Options;

namespace WebConsole.Storage;

/// <summary>Settings under <c>WebConsole:Storage</c>.</summary>
public sealed record StorageOptions
{
    public const string Section = "WebConsole:Storage";

    /// <summary>
    /// Addresses (<c>192.0.2.7</c>) and networks (<c>10.0.0.0/8</c>) that the server may download from although they are the
    /// host's own, loopback, link-local or private.
    /// </summary>
    public List<string> FetchFrom { get; init; } = [];

    /// <summary>The HTTP proxy for downloads (<c>http://proxy.example.org:3128</c>); the environment's is not used.</summary>
    public string FetchProxy { get; init; } = "";

    /// <summary>A network, or an address as the network of it alone.</summary>
    internal static IPNetwork? Network(string text) => IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;

    internal sealed class Validator : IValidateOptions<StorageOptions>
    {
        public ValidateOptionsResult Validate(string? name, StorageOptions options)
        {
            string[] errors =
            [
                .. options.FetchFrom.Where(text => Network(text) is null).Select(text => $"{Section}:FetchFrom: \"{text}\" is neither an address (192.0.2.7) nor a network (10.0.0.0/8)"),
                .. options.FetchProxy.Length == 0 || (Uri.TryCreate(options.FetchProxy, UriKind.Absolute, out var proxy) && proxy.Scheme == Uri.UriSchemeHttp)
                    ? [] : new[] { $"{Section}:FetchProxy: \"{options.FetchProxy}\" is not the URL of a proxy as in http://proxy.example.org:3128" },
            ];
            return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
        }
    }
}
