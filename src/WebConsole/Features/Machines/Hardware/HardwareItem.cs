using Libvirt.Xml;

namespace WebConsole.Features.Machines.Hardware;

/// <summary>
/// A piece of a machine's hardware, as text for users. Both texts contain untrusted names: render them as text only.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Title">Its title, such as <c>20 GiB qcow2 disk vda</c>.</param>
/// <param name="Detail">Further details, such as <c>on pool default (web-01.qcow2), virtio</c>.</param>
/// <param name="Link">The URL of the page of the object that it uses.</param>
public sealed record HardwareItem(HardwareKind Kind, string Title, string? Detail = null, string? Link = null)
{
    /// <summary>The device, where it is one.</summary>
    public DeviceKey? Key { get; init; }

    /// <summary>Whether the running machine gets it at its next start only.</summary>
    public bool Comes { get; init; }
}
