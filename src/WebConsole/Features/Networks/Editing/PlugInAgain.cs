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
            return await context.RunAsync(card.Machine, Lane.Commands,
                domain => PlugIn(() => domain.IsActive ? card.In(domain.GetXml()) : null, changed => domain.UpdateDevice(Text(changed), DomainModificationImpact.Live), bridge), "plugging its card in again").ConfigureAwait(false);
        }
        catch (Exception error) when (error is LibvirtException or HypervisorException)
        {
            return error.Message;
        }
    }

    /// <param name="look">The card in force; <c>null</c> once it is gone.</param>
    /// <param name="update">Gives it another definition while its machine runs.</param>
    /// <param name="bridge">The network's bridge now.</param>
    internal string? PlugIn(Func<XElement?> look, Action<XElement> update, string bridge)
    {
        if (look() is not { } stands || IsPluggedIn(stands, bridge))
            return null;
        var (there, back) = NetworkCard.ByAnotherWord(stands, network, bridge);
        try
        {
            update(there);
            update(back);
        }
        catch (LibvirtException error)
        {
            if (look() is not { } left)
                return null;
            // Its port group and the forwards to it hang on the name by which it was on the network.
            if (KindOf(left) == KindOf(back))
                return error.Message;
            if (WhyNotBack(update, back, there) is { } why)
                return why;
        }
        // libvirt 9.0 reports success for updates that do nothing.
        return look() is not { } now ? null
            : KindOf(now) != KindOf(back) ? HalfDone(there, back, "libvirt reported success for an update that it did not make.")
            : masterOf is not null && !IsPluggedIn(now, bridge) ? $"libvirt reported success, and the card is not on {bridge}."
            : null;
    }

    /// <summary>Tries a second time: another job may have had the machine.</summary>
    private static string? WhyNotBack(Action<XElement> update, XElement back, XElement there)
    {
        try
        {
            update(back);
            return null;
        }
        catch (LibvirtException error)
        {
            return HalfDone(there, back, error.Message);
        }
    }

    private static string HalfDone(XElement there, XElement back, string why) => $"until its machine is restarted it is a card on the {SourceOf(there)}, and no longer on the {SourceOf(back)}. {why}";

    private static string SourceOf(XElement card) => $"{KindOf(card)} {card.Element("source")?.Attribute(KindOf(card) ?? "")?.Value}";

    private static string? KindOf(XElement card) => card.Attribute("type")?.Value;

    private bool IsPluggedIn(XElement card, string bridge) => masterOf is not null && NetworkCard.DeviceOf(card) is { } device && masterOf(device) == bridge;

    private static string Text(XElement card) => card.ToString(SaveOptions.DisableFormatting);
}
