namespace WebConsole.OsInfo;

/// <summary>A disk that has an operating system on it, as its makers offer it for download.</summary>
/// <param name="Architecture">As libvirt names it.</param>
/// <param name="Format"><c>qcow2</c>, <c>raw</c>, <c>vmdk</c>, …</param>
/// <param name="HasCloudInit">Whether cloud-init gives it a name, accounts and keys when it first starts.</param>
/// <param name="Url">Where it is.</param>
public sealed record OsImage(string Architecture, string Format, bool HasCloudInit, string Url)
{
    /// <summary>The name of the edition, if there are several.</summary>
    public string? Edition { get; init; }

    /// <summary>The last part of <see cref="Url"/>: <c>debian-11-generic-amd64.qcow2</c>.</summary>
    public string FileName => Url[(Url.LastIndexOf('/') + 1)..];
}
