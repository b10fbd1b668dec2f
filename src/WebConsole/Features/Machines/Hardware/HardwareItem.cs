namespace WebConsole.Features.Machines.Hardware;

/// <summary>A piece of a machine's hardware in plain words. Both texts hold names that others chose: show them as text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Title">What one calls it, such as <c>20 GiB qcow2 disk vda</c>.</param>
/// <param name="Detail">The rest, such as <c>on pool default (web-01.qcow2), virtio</c>.</param>
/// <param name="Link">The page of what it leads to, of ours.</param>
public sealed record HardwareItem(HardwareKind Kind, string Title, string? Detail = null, string? Link = null);
