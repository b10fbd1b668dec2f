using System.Xml.Linq;
using Libvirt;
using WebConsole.Hypervisor;
using WebConsole.Operations;

namespace WebConsole.Features.Networks.Editing;

/// <summary>Plugs cards of running machines in again, once the bridge of their network is there.</summary>
/// <param name="context">The task.</param>
/// <param name="network">The network's name.</param>
/// <param name="masterOf">The bridge that a device of the host is on, by the kernel; <c>null</c> where libvirt runs elsewhere.</param>
internal sealed class PlugInAgain(OperationContext context, string network, Func<string, string?>? masterOf)
{
    /// <param name="cards">The cards.</param>
    /// <param name="bridge">The network's bridge now.</param>
    /// <returns>The names of the machines that could not be plugged in, with the reason.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<NetworkCard> cards, string? bridge)
    {
        var failed = new List<string>();
        foreach (var card in cards)
        {
            if (await TryAsync(card, bridge).ConfigureAwait(false) is not { } why)
                continue;
            context.Note($"{card.Name}, card {card.Mac}: {why}");
            failed.Add(card.Name);
        }
        return [.. failed.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Why it could not be plugged in; <c>null</c> where it is, or is no more.</summary>
    private async Task<string?> TryAsync(NetworkCard card, string? bridge)
    {
        if (bridge is null)
            return "the network has no bridge any more.";
        try
        {
            return await context.RunAsync(card.Machine, Lane.Commands, domain => PlugIn(domain, card, bridge), "plugging its card in again").ConfigureAwait(false);
        }
        catch (Exception error) when (error is LibvirtException or HypervisorException)
        {
            return error.Message;
        }
    }

    private string? PlugIn(Domain domain, NetworkCard card, string bridge)
    {
        if (!domain.IsActive || card.In(domain.GetXml()) is not { } stands || IsPluggedIn(stands, bridge))
            return null;
        var (there, back) = NetworkCard.ByAnotherWord(stands, network, bridge);
        domain.UpdateDevice(Text(there), DomainModificationImpact.Live);
        domain.UpdateDevice(Text(back), DomainModificationImpact.Live);
        // libvirt 9.0 reports success for updates that do nothing.
        return card.In(domain.GetXml()) is not { } now ? null
            : masterOf is not null && !IsPluggedIn(now, bridge) ? $"libvirt reported success, and the card is not on {bridge}."
            : null;
    }

    private bool IsPluggedIn(XElement card, string bridge) => masterOf is not null && NetworkCard.DeviceOf(card) is { } device && masterOf(device) == bridge;

    private static string Text(XElement card) => card.ToString(SaveOptions.DisableFormatting);
}
