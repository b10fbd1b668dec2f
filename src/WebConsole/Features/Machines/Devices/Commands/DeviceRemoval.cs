using WebConsole.Actions;

namespace WebConsole.Features.Machines.Devices.Commands;

/// <summary>How a device is removed, in the form of the API.</summary>
/// <param name="DeleteVolume">Of a disk: whether its volume is deleted for good once the machine has let go of it.</param>
/// <param name="Apply"><c>next</c>: at the next start. <c>both</c>, the default: at once if the guest lets go of it, else at the next start. <c>live</c>: at once, or not at all.</param>
/// <param name="Version">The expected version of the definition; the request is refused if it is another one.</param>
public sealed record DeviceRemoval(bool? DeleteVolume = null, string? Apply = null, string? Version = null) : IVersioned
{
    IVersioned IVersioned.Of(string version) => this with { Version = version };
}
