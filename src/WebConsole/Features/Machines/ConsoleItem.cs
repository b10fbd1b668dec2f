using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines;

/// <summary>A display or text line of a machine, as the API shows it.</summary>
/// <param name="Key">Names it among its kind.</param>
/// <param name="Type">libvirt's word for how it is reached.</param>
/// <param name="Opens">Whether it opens in a browser.</param>
internal sealed record ConsoleItem(string Key, string Type, bool Opens)
{
    public static ConsoleItem Of(MachineConsole console) => new(console.Key, console.Type, console.Opens);
}
