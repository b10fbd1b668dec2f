namespace WebConsole.Hosting;

/// <summary>One libvirt host.</summary>
public sealed record HostOptions
{
    /// <summary>libvirt's connection URI: <c>qemu:///system</c>, <c>qemu+tls://host/system</c>, <c>test:///default</c>.</summary>
    public string Uri { get; init; } = "";
}
