using Libvirt.Xml;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Parts;

/// <summary>Who starts a machine after a boot of its host, and when.</summary>
/// <param name="By"><c>off</c>: nobody. <c>libvirt</c>: libvirt, all at once. <c>webconsole</c>: WebConsole, in order.</param>
/// <param name="Order">Smaller numbers start first, the same number together: 0 to 999.</param>
/// <param name="Delay">How many seconds after its start the next number begins: 0 to 3600.</param>
public sealed record AutostartChanges(string? By = null, int? Order = null, int? Delay = null) : PartChanges
{
    /// <summary>Who may start it.</summary>
    public const string Off = "off", Libvirt = "libvirt", WebConsole = "webconsole";

    internal override string Part => "autostart";

    internal override bool IsForStart => false;

    /// <summary>By an order, WebConsole starts it by itself, before others.</summary>
    internal override bool ReachesHost => By is WebConsole || Order is not null || Delay is not null;

    /// <summary>What libvirt's own autostart becomes; <c>null</c> for what it is.</summary>
    internal bool? IsByLibvirt => By switch { null => null, Libvirt => true, _ => false };

    /// <summary>Who starts it, as <see cref="By"/> has it.</summary>
    internal static string ByWhom(Machine machine) => machine.StartOrder is not null ? WebConsole : machine.Autostart ? Libvirt : Off;

    internal override void Apply(DomainXml domain)
    {
        var stands = StartOrder.Of(domain).Order;
        if (By is Off or Libvirt)
            StartOrder.Write(domain, null);
        else if (Number(stands) is { } number)
            StartOrder.Write(domain, new StartOrder(number, Delay ?? stands?.DelaySeconds ?? 0));
    }

    internal override IEnumerable<(string Before, string After)> Lines(DomainXml? running, DomainXml stands)
    {
        if (By is WebConsole or null || stands is not { StartOrder: null, StartDelay: null })
            yield return ("edit", "");
        if (IsByLibvirt is { } enabled)
            yield return (enabled ? "autostart" : "autostart --disable", "");
    }

    private protected override IEnumerable<(string Field, string? Mistake)> Wrong(PartContext context)
    {
        var ordered = By is WebConsole || (By is null && StartOrder.Of(context.Stands).Order is not null);
        yield return ("by", OneOf.Mistake(By, [Off, Libvirt, WebConsole])
            ?? (By is WebConsole && context.Host?.Facts is { IsLocal: false } ? "off or libvirt: WebConsole learns only of the boots of the host that it runs on." : null));
        yield return ("order", !ordered ? Order is null ? null : Needs("An order")
            : Number(StartOrder.Of(context.Stands).Order) is null or < 0 or > StartOrder.Most ? $"A number from 0 to {StartOrder.Most}." : null);
        yield return ("delay", !ordered ? Delay is null ? null : Needs("A delay") : Delay is < 0 or > StartOrder.LongestDelay ? $"A number from 0 to {StartOrder.LongestDelay}." : null);

        static string Needs(string what) => $"{what} needs that by is webconsole.";
    }

    private int? Number(StartOrder? stands) => Order ?? stands?.Number;
}
