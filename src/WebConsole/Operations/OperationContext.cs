using Libvirt;
using WebConsole.Hosting.Files;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Hypervisor.Lanes;

namespace WebConsole.Operations;

/// <summary>
/// What an operation uses while it runs: libvirt, its cancellation token, and its task, to which it reports progress.
/// </summary>
public sealed partial class OperationContext
{
    private static readonly TimeSpan ReadingPatience = TimeSpan.FromSeconds(10), BetweenTries = TimeSpan.FromMilliseconds(20);

    private readonly HypervisorGateway _gateway;
    private readonly InventoryStore _inventory;
    private readonly RunningOperation _running;
    private readonly InFlight _inFlight;
    private readonly TaskJournal _journal;
    private readonly DefinitionSignatures _signatures;
    private readonly Func<Operation, Task<(TaskRecord? Ended, OperationResult? Refused)>> _runPart;

    /// <summary>Whether the latest call still waits for its turn in its lane, and whether the current step has done anything.</summary>
    private volatile bool _waits, _began;

    private readonly Stack<(int Step, Func<Task> Undo)> _undo = new();

    /// <summary>How many of these a failure does not call.</summary>
    private int _kept;

    /// <param name="gateway">libvirt.</param>
    /// <param name="inventory">What there is.</param>
    /// <param name="running">The task.</param>
    /// <param name="inFlight">What others claim.</param>
    /// <param name="time">The clock for polling long calls.</param>
    /// <param name="signatures">The definitions that operations write.</param>
    /// <param name="runPart">Runs a part of it as a task of its own.</param>
    internal OperationContext(HypervisorGateway gateway, InventoryStore inventory, RunningOperation running, InFlight inFlight, TimeProvider time, DefinitionSignatures signatures, Func<Operation, Task<(TaskRecord? Ended, OperationResult? Refused)>> runPart) =>
        (_gateway, _inventory, _running, _inFlight, _signatures, _runPart, _journal, Time, Caller, Cancellation) = (gateway, inventory, running, inFlight, signatures, runPart, running.Journal, time, running.Caller, running.Cancellation);

    /// <summary>Who asked for it.</summary>
    public Caller Caller { get; }

    /// <summary>The number of its task.</summary>
    public long TaskId => _journal.Current.Id;

    /// <summary>What is known now.</summary>
    public InventorySnapshot Inventory => _inventory.Current;

    /// <summary>Remembers what memory a machine was told to have: <see cref="Machine.AskedMemoryBytes"/>.</summary>
    internal void Asked(MachineId machine, long bytes) => _inventory.Update(snapshot => snapshot.WithAskedMemory(machine, bytes));

    /// <summary>
    /// Has the definitions of a host's machines read again, as far as they answer soon: libvirt raises no event where virsh
    /// changes only what holds from the next start (<c>attach-device --config</c>).
    /// </summary>
    public Task ReadMachinesAsync(string host) => ReadAsync([.. Inventory.Machines.Keys.Where(machine => machine.Host == host).Select(machine => (ObjectId)machine)]);

    /// <summary>Has the inventory read objects anew, as far as libvirt answers soon.</summary>
    public Task ReadAsync(params IReadOnlyList<ObjectId> objects) => Task.WhenAll(objects.Select(one => _inventory.AskFor(one)))
        .WaitAsync(ReadingPatience, Time, Cancellation).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>
    /// What is known, with what only a look at the files of machines and volumes tells: links, and images that no pool lists. Pools
    /// in which such images lie are read anew.
    /// </summary>
    /// <param name="subject">The volume, or the pool, whose users are wanted.</param>
    /// <exception cref="OperationFailedException">A file system does not answer.</exception>
    public async Task<InventorySnapshot> LookAtFilesAsync(ObjectId subject)
    {
        var (refreshed, began) = (new HashSet<ObjectId>(), Time.GetTimestamp());
        while (true)
        {
            var inventory = Inventory;
            var reader = new ImageFileReader(inventory, subject, refreshed);
            try
            {
                var (files, stale) = await FileLook.RunAsync(reader.Read, Cancellation).ConfigureAwait(false);
                if (stale.IsEmpty)
                    return inventory with { Files = files };
                foreach (var pool in stale)
                {
                    if (await RefreshAsync(pool).ConfigureAwait(false) || Time.GetElapsedTime(began) > ReadingPatience)
                        refreshed.Add(pool);
                }
            }
            catch (TimeoutException)
            {
                throw new OperationFailedException($"Nobody can tell what uses it: {(reader.At is "" ? "other looks at files do not end" : $"{reader.At} does not answer")}.", "Nothing was changed. See whether all file systems of the host answer, such as those of NFS.");
            }
        }
    }

    /// <summary>Has libvirt look again at what lies in a pool, and the inventory read it.</summary>
    /// <returns>False where something else is just being done to it.</returns>
    public async Task<bool> RefreshAsync(ObjectId pool)
    {
        try
        {
            await RunAsync(pool, Lane.Storage, connection =>
            {
                using var found = connection.LookupStoragePool(pool.Uuid!.Value);
                found.Refresh();
                return true;
            }, "a look at what lies in it").ConfigureAwait(false);
            await _inventory.AskFor(pool).WaitAsync(ReadingPatience, Time, Cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (HypervisorBusyException)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), Time, Cancellation).ConfigureAwait(false);
            return false;
        }
        catch (Exception error) when (error is LibvirtException or HypervisorException)
        {
            // Then what lies there stays unknown.
        }
        return true;
    }

    /// <summary>The clock for everything that the operation waits for.</summary>
    public TimeProvider Time { get; }

    /// <summary>
    /// Cancelled when someone cancels the task, or WebConsole stops. Undo functions ignore it, because a cancellation
    /// asks for them.
    /// </summary>
    public CancellationToken Cancellation { get; private set; }

    /// <inheritdoc cref="HypervisorGateway.RunAsync{T}(MachineId, Lane, Func{Domain, T}, CancellationToken, string, Action?, string?)"/>
    public Task RunAsync(MachineId machine, Lane lane, Action<Domain> call, string doing) =>
        _gateway.RunAsync(machine, lane, domain => { call(domain); return true; }, Cancellation, doing, Wait(), Caller.User);

    /// <inheritdoc cref="HypervisorGateway.RunAsync{T}(MachineId, Lane, Func{Domain, T}, CancellationToken, string, Action?, string?)"/>
    public Task<T> RunAsync<T>(MachineId machine, Lane lane, Func<Domain, T> call, string doing) =>
        _gateway.RunAsync(machine, lane, call, Cancellation, doing, Wait(), Caller.User);

    /// <inheritdoc cref="HypervisorGateway.RunInGuestAsync"/>
    /// <remarks>It waits some seconds for its turn: whoever looks at the guest asks the same agent.</remarks>
    public Task<T> RunInGuestAsync<T>(MachineId machine, Lane lane, TimeSpan answer, Func<Domain, T> call, string doing) =>
        InTurnAsync(() => _gateway.RunInGuestAsync(machine, lane, answer, call, doing, Wait(), Caller.User, Cancellation));

    /// <inheritdoc cref="HypervisorGateway.RunAsync{T}(ObjectId, Lane, Func{LibvirtConnection, T}, CancellationToken, string, Action?, TimeSpan?, string?)"/>
    /// <param name="target">Which one.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="call">The call.</param>
    /// <param name="doing">The call in words.</param>
    /// <param name="isLong">Whether it may take hours, as writing a whole volume does.</param>
    public Task<T> RunAsync<T>(ObjectId target, Lane lane, Func<LibvirtConnection, T> call, string doing, bool isLong = false) =>
        _gateway.RunAsync(target, lane, call, Cancellation, doing, Wait(), isLong ? LaneLimits.Of(Lane.Jobs).Patience : null, Caller.User);

    /// <summary>The same for a call with a time limit of its own, which can leave the queue.</summary>
    internal Task<T> RunAsync<T>(ObjectId target, Lane lane, Func<LibvirtConnection, T> call, string doing, TimeSpan patience, CancellationToken cancellationToken) =>
        _gateway.RunAsync(target, lane, call, cancellationToken, doing, Wait(), patience, Caller.User);

    /// <summary>A short call on what other tasks may read at the same time, such as an image that several machines rest on: it waits for theirs.</summary>
    public Task<T> ReadSharedAsync<T>(ObjectId target, Lane lane, Func<LibvirtConnection, T> call, string doing) => InTurnAsync(() => RunAsync(target, lane, call, doing));

    private async Task<T> InTurnAsync<T>(Func<Task<T>> call)
    {
        var began = Time.GetTimestamp();
        while (true)
        {
            try
            {
                return await call().ConfigureAwait(false);
            }
            catch (HypervisorBusyException) when (Time.GetElapsedTime(began) < ReadingPatience)
            {
                await Task.Delay(BetweenTries, Time, Cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>A look at an object, again and again: one at a time, so that those which hang do not pile up, and never by the lane's last worker.</summary>
    /// <exception cref="HypervisorBusyException">The look before has not come back.</exception>
    public Task<T> ReadAsync<T>(ObjectId target, Lane lane, Func<LibvirtConnection, T> look) => _gateway.ReadAsync(target, lane, look, Cancellation, Wait(), leavesLast: true);

    /// <inheritdoc cref="HypervisorGateway.RunDetachedAsync{T}(ObjectId, Lane, Func{LibvirtConnection, T}, CancellationToken, Action?, string?)"/>
    public Task<T> OpenAsync<T>(ObjectId target, Lane lane, Func<LibvirtConnection, T> open) => _gateway.RunDetachedAsync(target, lane, open, Cancellation, Wait(), Caller.User);

    /// <inheritdoc cref="HypervisorGateway.RunBesideAsync{T}(ObjectId, Lane, Func{LibvirtConnection, T}, CancellationToken, Action?, string?)"/>
    public Task<T> RunBesideAsync<T>(ObjectId target, Lane lane, Func<LibvirtConnection, T> call) => _gateway.RunBesideAsync(target, lane, call, Cancellation, Wait(), Caller.User);

    /// <summary>
    /// Makes a call that may take minutes and that libvirt runs as the machine's job (a save, a dump, a migration). The
    /// task shows its progress, and cancelling the task aborts the job.
    /// </summary>
    public Task RunJobAsync(MachineId machine, Action<Domain> call, string doing) => new MachineJob(_gateway, _running, machine, doing, Time).RunAsync(call, Wait());

    /// <summary>Claims what <see cref="Operation.Claims"/> says by now, where that is known only when it has begun.</summary>
    /// <exception cref="OperationFailedException">Another task has it.</exception>
    public void ClaimAnew(string name)
    {
        if (_inFlight.Claim(_running.Operation, _running.Operation.ClaimsIn(Inventory)) is { } other)
            throw new OperationFailedException($"{name} is already being {other.Doing}.", "Wait until that has ended.");
    }

    /// <summary>Claims nothing any more: from now on others may change what it has used.</summary>
    public void ReleaseClaims() => _inFlight.Claim(_running.Operation, []);

    /// <summary>
    /// Runs another operation as a task of its own, for the same user, to its end. If this task is cancelled, so is that one.
    /// </summary>
    /// <returns>The ended task; or why it was refused.</returns>
    public Task<(TaskRecord? Ended, OperationResult? Refused)> RunPartAsync(Operation part) => _runPart(part);

    /// <summary>Whether <see cref="RunPartAsync"/> would refuse it now, since others have what it claims, or too many wait.</summary>
    public bool IsHeld(Operation part) => _inFlight.WhyNot(part, Caller.Person, part.ClaimsIn(Inventory)) is not null;
}
