using WebConsole.Features.Provisioning.Commands;

namespace WebConsole.Features.Provisioning.Forms;

/// <summary>A network card in the form.</summary>
/// <param name="Card">What the machine gets.</param>
/// <param name="Fixed">The fixed addresses that cloud-init gives it; null where it asks a DHCP server.</param>
public sealed record CardRow(NewInterface Card, CardAddresses? Fixed);
