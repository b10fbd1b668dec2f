using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using WebConsole.Access;
using WebConsole.Features.Machines.Commands;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Boots;

/// <summary>Starts the machines of a host that have an order, one number after the other, each as a task of its own: the failure of one leaves the others.</summary>
internal sealed record StartAfterBoot : Operation
{
    /// <summary>libvirtd serves five requests of a connection at once by default: one is left to everybody else.</summary>
    private const int AtOnce = 4;

    public override string Action => "start-after-boot";

    public override string Verb => "start machines after the boot of";

    public override ObjectId Subject => ObjectId.OfHost(Target);

    public override Right Needs => Right.Operate;

    /// <summary>Each start claims its machine.</summary>
    public override ImmutableArray<ObjectId> Claims => [];

    public override bool CanCancel => true;

    public override ImmutableArray<(string Name, string Value)> Parameters => [("machines", string.Join(' ', Machines.Select(machine => machine.Name)))];

    public override string VirshLine => string.Join('\n', Numbers.SelectMany((group, index) => group.Select(machine => VirshCommand.ForMachine(Uri, "start", machine.Id, machine.Name))
        .Concat(DelayAfter(group) is > 0 and var delay && index < Numbers.Count - 1 ? new[] { string.Create(CultureInfo.InvariantCulture, $"sleep {delay}") } : [])));

    /// <summary>libvirt's URI of the host.</summary>
    public required string Uri { get; init; }

    /// <summary>Those with an order.</summary>
    public required ImmutableArray<Machine> Machines { get; init; }

    private IReadOnlyList<IGrouping<int, Machine>> Numbers => [.. Machines.OrderBy(machine => machine.Name, StringComparer.Ordinal).GroupBy(machine => machine.StartOrder!.Number).OrderBy(group => group.Key)];

    public override async Task ExecuteAsync(OperationContext context)
    {
        var (numbers, failed, done) = (Numbers, new ConcurrentBag<string>(), 0);
        foreach (var (index, group) in numbers.Index())
        {
            context.Report((double)done / Machines.Length, string.Create(CultureInfo.InvariantCulture, $"Order {group.Key}"));
            var off = group.Select(machine => context.Inventory.Machines.GetValueOrDefault(machine.Id)).Where(machine => machine is { IsActive: false }).ToArray();
            await Parallel.ForEachAsync(off, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = context.Cancellation }, async (machine, _) =>
            {
                if (!await StartAsync(context, machine!).ConfigureAwait(false))
                    failed.Add(machine!.Name);
            }).ConfigureAwait(false);
            done += group.Count();
            if (off.Length > 0 && index < numbers.Count - 1 && DelayAfter(group) is > 0 and var delay)
            {
                context.Report((double)done / Machines.Length, string.Create(CultureInfo.InvariantCulture, $"{delay} s after order {group.Key}"));
                await Task.Delay(TimeSpan.FromSeconds(delay), context.Time, context.Cancellation).ConfigureAwait(false);
            }
        }
        if (!failed.IsEmpty)
            throw new OperationFailedException($"{failed.Count} of {Machines.Length} were not started: {string.Join(", ", failed.Order(StringComparer.Ordinal))}.", "Each has a task of its own, which says more.");
    }

    private async Task<bool> StartAsync(OperationContext context, Machine machine)
    {
        var (ended, refusal) = await context.RunPartAsync(new StartMachine { Machine = machine.Id, Target = machine.Name, Uri = Uri, Restores = machine.HasManagedSave }).ConfigureAwait(false);
        if (ended is { State: TaskState.Succeeded })
            return true;
        context.Note($"{machine.Name}: {refusal ?? ended?.Error ?? "It was cancelled."}");
        return false;
    }

    /// <summary>The longest of those that start together.</summary>
    private static int DelayAfter(IEnumerable<Machine> group) => group.Max(machine => machine.StartOrder!.DelaySeconds);
}
