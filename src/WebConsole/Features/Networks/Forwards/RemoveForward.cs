using System.Collections.Immutable;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Networks.Forwards.Forms;
using WebConsole.Hypervisor.Forwards;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Networks.Forwards;

/// <summary>Has a port of the host lead to a machine no more. The network goes on keeping the machine's address.</summary>
internal sealed record RemoveForward : ForwardChange
{
    public const string Word = "remove-forward";

    private static readonly FormAction<Machine, OldForward> Words = new(Word)
    {
        Verb = "forward a port no more to",
        Doing = "changed",
        Label = "Remove a port forward",
        Effect = "Lets a port of the host lead to the machine no more.",
        Icon = Icons.Material.Outlined.LinkOff,
        Needs = Right.Configure,
        Method = HttpMethods.Delete,
        Path = "forwards",
        Tab = "hardware",
        Applies = machine => ForwardReader.Mentions(machine.Xml) || (machine.InactiveXml is { } next && ForwardReader.Mentions(next)),
        Drawn = typeof(RemoveForwardForm),
        Make = MadeWithServices,
    };

    public required OldForward Asked { get; init; }

    public override ImmutableArray<(string Name, string Value)> Parameters => Given(("protocol", Asked.Protocol), ("hostAddress", Asked.HostAddress), ("hostPort", Asked.HostPort));

    protected override ObjectAction Of => Words;

    public static ObjectAction AsAction(ForwardServices services) => Words with
    {
        Make = (machine, host, asked) => new RemoveForward { Known = machine, Target = machine.Name, Uri = host.Uri, Services = services, Asked = asked },
    };

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) =>
        There(inventory).Any(forward => Is(forward, Asked)) ? base.Mistakes(inventory) : new Dictionary<string, string[]> { ["hostPort"] = ["No such port leads to the machine."] };

    public override Operation? Undo(InventorySnapshot inventory) => There(inventory).FirstOrDefault(forward => Is(forward, Asked)) is { } gone && inventory.Host(Host) is { } host
        ? AddForward.AsAction(Services).Create(Known, host, new NewForward(gone.Protocol, gone.Address, gone.Port, gone.LastPort == gone.Port ? null : gone.LastPort, gone.Card, gone.To)) : null;

    public override async Task ExecuteAsync(OperationContext context)
    {
        var gone = There(context.Inventory).Where(forward => Is(forward, Asked)).Select(forward => forward.Card).ToHashSet();
        await Services.InTurnAsync(() => WriteAsync(context, written =>
        {
            foreach (var one in written.Where(one => Forward.Read(one) is { } forward && Is(forward, Asked)).ToList())
                written.Remove(one);
        }), context.Cancellation).ConfigureAwait(false);
        // Whoever closes a port wants it closed: it stays removed, and is tried again.
        context.Keep();
        if (await PutInForceAsync(context).ConfigureAwait(false) is { } error)
            throw new OperationFailedException($"It is removed, and still open: {error}", "WebConsole tries it again by itself.");
        foreach (var card in ForwardCard.Of(context.Inventory, context.Inventory.Machines.GetValueOrDefault(Known.Id) ?? Known).Where(card => card.Kept is not null && gone.Contains(card.Mac)))
            context.Note($"The network {card.Network.Name} keeps {card.Kept} for the machine still.");
    }
}
