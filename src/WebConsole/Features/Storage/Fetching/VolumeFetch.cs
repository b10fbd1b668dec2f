using WebConsole.Storage.Fetching;
namespace WebConsole.Features.Storage.Fetching;

/// <summary>The arguments of a download by the server, in the form of the API.</summary>
/// <param name="Url">Where the file is: http or https. Tasks and logs show it without its query.</param>
/// <param name="Name">The volume's name; by default what the server calls the file, or else the last part of the URL, without the ending of its packing.</param>
/// <param name="Format">What the file is: <c>raw</c>, <c>qcow2</c> or <c>iso</c>; by default what its content says.</param>
/// <param name="Sha256">What the file, as it is downloaded, must hash to.</param>
/// <param name="Unpack">How it is packed, to unpack it on the way: <c>gz</c>, <c>xz</c>, <c>zst</c>; by default it stays as it is.</param>
public sealed record VolumeFetch(string? Url = null, string? Name = null, string? Format = null, string? Sha256 = null, string? Unpack = null)
{
    /// <summary>Without the URL's query, which may be a signature and must not get into a log by accident.</summary>
    public override string ToString() => $"{(FetchUrl.Parse(Url) is { } url ? FetchUrl.Shown(url) : "?")} {Name}";
}
