namespace WebConsole.Appliances;

/// <summary>A network card of an appliance.</summary>
/// <param name="Network">The network's name where the machine comes from; <c>null</c> if it is not connected.</param>
/// <param name="Model">libvirt's model; <c>null</c> if there is none like it.</param>
/// <param name="Mac">Its address, if the descriptor keeps it.</param>
internal sealed record ApplianceCard(string? Network, string? Model, string? Mac);
