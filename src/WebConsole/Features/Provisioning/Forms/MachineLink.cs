namespace WebConsole.Features.Provisioning.Forms;

/// <summary>What a link to the page fills in, as it was written: wikis and other tools hand people a prepared machine by it.</summary>
/// <param name="From">The source, by its name.</param>
/// <param name="Image">The image, or medium, as <c>POOL/VOLUME</c>.</param>
/// <param name="Name">The machine's name.</param>
/// <param name="Os">The operating system's ID, or its short name.</param>
/// <param name="Preset">The name of a preset.</param>
/// <param name="Machine">The UUID of the machine that is copied.</param>
/// <param name="Vcpus">How many vCPUs.</param>
/// <param name="Memory">The memory: <c>4GiB</c>; a number without a unit is of MiB.</param>
/// <param name="Network">The name of the network.</param>
/// <param name="Initrd">Beside a kernel, the initial RAM disk, as <c>POOL/VOLUME</c>.</param>
/// <param name="Arguments">The arguments of a kernel, or of the installer of a tree.</param>
/// <param name="Tree">The address of an installation tree.</param>
public sealed record MachineLink(string? From, string? Image, string? Name, string? Os, string? Preset = null, string? Machine = null, string? Vcpus = null, string? Memory = null, string? Network = null,
    string? Initrd = null, string? Arguments = null, string? Tree = null);
