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
    /// <summary>Starts read disks, and a lane has four workers: half of them are left to everybody else.</summary>
    private const int AtOnce = 2;

    /// <summary>How long libvirt may be away; how long machines take at most to be read anew.</summary>
    internal static readonly TimeSpan LongestAway = TimeSpan.FromMinutes(30), LongestReading = TimeSpan.FromSeconds(30);

    /// <summary>How long a start waits for a task of others that holds its machine.</summary>
    internal static readonly TimeSpan LongestHeld = TimeSpan.FromMinutes(2);

    /// <summary>How often a start is tried that fails as if libvirt were lost, while it is not: a daemon of its own, for storage or networks, may be dead.</summary>
    private const int MostTries = 3;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500), BeforeNextTry = TimeSpan.FromSeconds(5);

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
            var share = (double)done / Machines.Length;
            await HostAsync(context, group, share).ConfigureAwait(false);
            context.Report(share, string.Create(CultureInfo.InvariantCulture, $"Order {group.Key}"));
            var off = group.Where(machine => StillToStart(context, machine) is not null).ToArray();
            await Parallel.ForEachAsync(off, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = context.Cancellation }, async (machine, _) =>
            {
                if (!await StartAsync(context, machine, share).ConfigureAwait(false))
                    failed.Add(machine.Name);
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

    /// <summary>Whether it runs, or nobody wants it to any more. A start that finds no libvirt begins again once that is back; one that finds its machine held by others, once that is free.</summary>
    private async Task<bool> StartAsync(OperationContext context, Machine machine, double share)
    {
        var (began, tries, waited) = (context.Time.GetTimestamp(), 0, false);
        while (StillToStart(context, machine) is { } now)
        {
            var start = new StartMachine { Machine = now.Id, Target = now.Name, Uri = Uri, Restores = now.HasManagedSave, IsPatient = true };
            var trying = context.RunPartAsync(start);
            // Watched meanwhile: the connection may be back before the try has failed.
            var isLost = false;
            for (; !trying.IsCompleted; await Task.WhenAny(trying, Task.Delay(BetweenLooks, context.Time)).ConfigureAwait(false))
                isLost |= IsLost(context, machine);
            var (ended, refused) = await trying.ConfigureAwait(false);
            if (ended is { State: TaskState.Succeeded })
            {
                await UntilAsync(context, () => StillToStart(context, machine) is null, LongestReading).ConfigureAwait(false);
                return true;
            }
            context.Note($"{now.Name}: {refused?.Refusal ?? ended?.Error ?? "It was cancelled."}");
            if (!waited && refused is { Reason: RefusalReason.Conflict or RefusalReason.Overloaded or RefusalReason.TooMany })
            {
                waited = true;
                await UntilAsync(context, () => StillToStart(context, machine) is null || !context.IsHeld(start), LongestHeld).ConfigureAwait(false);
                continue;
            }
            if (ended is not { State: TaskState.Failed, Advice: OperationErrors.ConnectionBroke } || context.Time.GetElapsedTime(began) > LongestAway)
                return false;
            // Until the loss of the connection is known, the host still looks connected.
            isLost |= await UntilAsync(context, () => IsLost(context, machine), BeforeNextTry).ConfigureAwait(false);
            if (!isLost && ++tries >= MostTries)
                return false;
            await HostAsync(context, [machine], share).ConfigureAwait(false);
        }
        return true;
    }

    /// <summary>The machine as it is now; <c>null</c> where it runs, is gone, or is not WebConsole's to start any more.</summary>
    private static Machine? StillToStart(OperationContext context, Machine machine) =>
        context.Inventory.Machines.GetValueOrDefault(machine.Id) is { IsActive: false } now && BootStartKeeper.Starts(now) ? now : null;

    /// <summary>Waits until libvirt is there, and the machines have been read. One that does not answer is waited for only shortly.</summary>
    private async Task HostAsync(OperationContext context, IEnumerable<Machine> machines, double share)
    {
        if (IsConnected(context) && !HasStale(context, machines))
            return;
        context.Report(share, "waits for libvirt");
        if (!await UntilAsync(context, () => IsConnected(context), LongestAway).ConfigureAwait(false))
            throw new OperationFailedException($"{Target} was not connected for {LongestAway.TotalMinutes:0} min, so no more machines are started.", "Start them once it is.");
        await UntilAsync(context, () => !HasStale(context, machines), LongestReading).ConfigureAwait(false);
    }

    private static bool HasStale(OperationContext context, IEnumerable<Machine> machines) => machines.Any(machine => context.Inventory.Machines.GetValueOrDefault(machine.Id) is { Stale: true });

    private bool IsConnected(OperationContext context) => context.Inventory.Host(Target) is { Connection: ConnectionState.Connected or ConnectionState.Degraded };

    private bool IsLost(OperationContext context, Machine machine) => !IsConnected(context) || HasStale(context, [machine]);

    private static async Task<bool> UntilAsync(OperationContext context, Func<bool> condition, TimeSpan longest)
    {
        for (var began = context.Time.GetTimestamp(); !condition(); await Task.Delay(BetweenLooks, context.Time, context.Cancellation).ConfigureAwait(false))
        {
            if (context.Time.GetElapsedTime(began) >= longest)
                return false;
        }
        return true;
    }

    /// <summary>The longest of those that start together.</summary>
    private static int DelayAfter(IEnumerable<Machine> group) => group.Max(machine => machine.StartOrder!.DelaySeconds);
}
