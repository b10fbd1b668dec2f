using System.Collections.Immutable;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Networks.Commands;
using WebConsole.Features.Networks.Forwards.Forms;
using WebConsole.Features.Networks.Making;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Forwards;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Networks.Forwards;

/// <summary>Has ports of the host lead to a machine on a NAT network, and fixes the machine's address where it is not.</summary>
internal sealed record AddForward : ForwardChange
{
    public const string Word = "add-forward";

    private static readonly FormAction<Machine, NewForward> Words = new(Word)
    {
        Verb = "forward a port to",
        Doing = "changed",
        Label = "Forward a port",
        Effect = "Lets a port of the host lead to the machine.",
        Icon = Icons.Material.Outlined.CallSplit,
        Needs = Right.Configure,
        Path = "forwards",
        Tab = "hardware",
        Applies = machine => (machine.Persistent || machine.IsActive) && ForwardCard.IsOnNetwork(machine),
        Drawn = typeof(AddForwardForm),
        Make = MadeWithServices,
    };

    public required NewForward Asked { get; init; }

    /// <summary>The card that it leads to; <c>null</c> where the machine has none, or several and none is named.</summary>
    public required ForwardCard? Card { get; init; }

    public override ImmutableArray<(string Name, string Value)> Parameters => Given(("protocol", Asked.Protocol), ("hostAddress", Asked.HostAddress), ("hostPort", Asked.HostPort), ("lastHostPort", Asked.LastHostPort), ("card", Asked.Card), ("port", Asked.Port), ("address", Asked.Address));

    public override IEnumerable<(Right Right, ObjectId On)> AlsoNeeds => Card is null ? base.AlsoNeeds : [.. base.AlsoNeeds, (Right.Configure, Card.Network.Id)];

    public override string VirshLine => string.Join('\n', new[] { Fixing?.VirshLine, base.VirshLine }.OfType<string>());

    protected override ObjectAction Of => Words;

    public static ObjectAction AsAction(ForwardServices services) => Words with
    {
        Make = (machine, host, asked) => new AddForward { Known = machine, Target = machine.Name, Uri = host.Uri, Services = services, Asked = asked, Card = Choose(ForwardCard.Of(services.Inventory.Current, machine), asked.Card) },
    };

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory)
    {
        var mistakes = new ForwardRules(Asked, Card, Services.Ports).Mistakes(inventory, Known);
        return mistakes.Concat(Fixing?.Mistakes(inventory).Select(mistake => ("address", NoneIfEmpty(Asked.Address) is null ? $"{Card!.Leased}, which it has now, can't be kept for it: {mistake.Value[0]} Name another one." : (string?)mistake.Value[0])) ?? []).Where(mistake => mistake.Item2 is not null)
            .DistinctBy(mistake => mistake.Item1).ToDictionary(mistake => mistake.Item1, mistake => new[] { mistake.Item2! });
    }

    public override ImmutableArray<FieldNote> Warnings(InventorySnapshot inventory) =>
    [
        .. NoneIfEmpty(Asked.HostAddress) is null ? [new FieldNote("hostAddress", "This opens the port to whoever reaches the host.")] : Array.Empty<FieldNote>(),
        .. Asked.HostPort is > 0 and < 1024 ? [new FieldNote("hostPort", "Ports below 1024 are those of well-known services of the host.")] : Array.Empty<FieldNote>(),
        .. Asked.Protocol is null or "tcp" && Asked.HostPort <= DefinedPorts.LastDisplay && (Asked.LastHostPort ?? Asked.HostPort) >= DefinedPorts.FirstDisplay ? [new FieldNote("hostPort", "libvirt gives ports from 5900 on to displays: that of a machine which starts later would be hidden.")] : Array.Empty<FieldNote>(),
        .. Card is { Kept: { } kept, Leased: { } leased } && kept != leased ? [new FieldNote("card", $"It has {leased} still, and the network keeps {kept} for it: until it renews its lease, the port leads past it.")] : Array.Empty<FieldNote>(),
        .. Fixing is { } fixing ? fixing.Warnings(inventory).Select(note => note with { Field = "address" }) : [],
        .. Services.Reader.Places.HasHook ? Array.Empty<FieldNote>() : [new FieldNote("hostPort", "libvirt's hook of WebConsole is not installed: without it nothing is forwarded.")],
    ];

    public override async Task ExecuteAsync(OperationContext context)
    {
        await Services.InTurnAsync(() => AddAsync(context), context.Cancellation).ConfigureAwait(false);
        if (await PutInForceAsync(context).ConfigureAwait(false) is { } error)
            throw new OperationFailedException($"The firewall did not take it: {error}", "Nothing was changed. Mend what it says, and forward the port again.");
    }

    /// <summary>Since this was asked for, another may have got the port, or the network may keep another address.</summary>
    private async Task AddAsync(OperationContext context)
    {
        await Task.WhenAll(context.ReadMachinesAsync(Host), context.ReadAsync(Card!.Network.Id)).ConfigureAwait(false);
        var card = Choose(ForwardCard.Of(context.Inventory, context.Inventory.Machines.GetValueOrDefault(Known.Id) ?? Known), Asked.Card ?? Card.Mac);
        // Of another network nobody has looked whether they may change it.
        await (this with { Card = card?.Network.Id == Card.Network.Id ? card : null }).AddNowAsync(context).ConfigureAwait(false);
    }

    private async Task AddNowAsync(OperationContext context)
    {
        foreach (var (field, texts) in Mistakes(context.Inventory))
            throw new OperationFailedException($"{field}: {texts[0]}", "Nothing was changed.");
        if (Fixing is { } fixing)
            await FixAsync(context, fixing).ConfigureAwait(false);
        var forward = new ForwardRules(Asked, Card, Services.Ports).Forward!;
        await WriteAsync(context, written =>
        {
            if (!written.Any(one => Forward.Read(one) == forward))
                forward.Write(written.Add());
        }).ConfigureAwait(false);
    }

    /// <summary>What fixes the address, where the network keeps none for the card.</summary>
    private FixAddress? Fixing => Card is { Kept: null } card && (NoneIfEmpty(Asked.Address) ?? card.Leased) is { } address
        ? new FixAddress { Network = card.Network.Id, Target = card.Network.Name, Uri = Uri, WasActive = card.Network.Active, Asked = new NewDhcpHost(card.Mac, Ip: address) } : null;

    private static async Task FixAsync(OperationContext context, FixAddress fixing)
    {
        var isFixed = false;
        var freeing = new FreeAddress { Network = fixing.Network, Target = fixing.Target, Uri = fixing.Uri, WasActive = fixing.WasActive, Asked = fixing.Asked };
        await context.StepAsync($"Fix {fixing.Asked.Ip} in the network {fixing.Target}", async () =>
        {
            var (ended, refused) = await context.RunPartAsync(fixing).ConfigureAwait(false);
            if (ended is not { State: TaskState.Succeeded })
                throw new OperationFailedException(refused?.Refusal ?? ended?.Error ?? "The address could not be fixed.", "A forward needs an address that stays: fix one on the network's page.");
            isFixed = true;
        }, $"the address {fixing.Asked.Ip}, which the network {fixing.Target} keeps", () => isFixed ? freeing.ExecuteAsync(context) : Task.CompletedTask).ConfigureAwait(false);
    }

    private static ForwardCard? Choose(IReadOnlyList<ForwardCard> cards, string? mac) =>
        NoneIfEmpty(mac) is { } asked ? cards.FirstOrDefault(card => string.Equals(card.Mac, asked, StringComparison.OrdinalIgnoreCase)) : cards is [var one] ? one : null;
}
