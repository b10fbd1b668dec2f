namespace WebConsole.Features.Machines.Parts;

/// <summary>A single feature of a machine's processors.</summary>
/// <param name="Name">As libvirt names it: <c>vmx</c>.</param>
/// <param name="Policy"><c>require</c> it, <c>disable</c> it, have it where it can be had (<c>optional</c>), <c>force</c> it on a host that lacks it, or <c>forbid</c> the start on one that has it.</param>
public sealed record CpuFeature(string Name, string Policy = "require");
