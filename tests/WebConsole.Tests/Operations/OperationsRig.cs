using System.Security.Claims;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WebConsole.Access;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;
using Xunit;

namespace WebConsole.Tests.Operations;

/// <summary>A runner with everything it needs, on a database of its own, and no libvirt.</summary>
internal sealed class OperationsRig : IAsyncDisposable
{
    public OperationsRig(OperationsOptions? options = null, string? path = null, HypervisorGateway? gateway = null, InventoryStore? inventory = null,
        IAccess? access = null, TimeProvider? clock = null)
    {
        var settings = Options.Create(options ?? new OperationsOptions());
        Database = new TaskDatabase(path, Time, Logs.CreateLogger<TaskDatabase>());
        Tasks = new TaskStore(Database, settings, Time, Logs.CreateLogger<TaskStore>());
        Inventory = inventory ?? Filled();
        // No user of these tests has a session. There is no gateway, because no operation of the test uses it.
        Runner = new OperationRunner(gateway!, Inventory, Edges, access ?? new RoleAccess(null!), Tasks, new AuditLog(Logs, new RefusalLog(Logs, Time)), settings, clock ?? Time, Logs.CreateLogger<OperationRunner>());
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    public RecordingLoggerFactory Logs { get; } = new();
    public InventoryStore Inventory { get; }
    public MachineEdges Edges { get; } = new();
    public TaskStore Tasks { get; }
    public OperationRunner Runner { get; }

    public TaskDatabase Database { get; }

    public RecordingLoggerFactory.LogEntry[] Audit => [.. Logs.Entries.Where(entry => entry.Category.StartsWith(AuditLog.Category, StringComparison.Ordinal))];

    private static InventoryStore Filled()
    {
        var inventory = new InventoryStore();
        inventory.Update(current => current with
        {
            Hosts = [TestMachines.Host("local"), TestMachines.Host("other")],
            Machines = current.Machines.Add(TestMachines.Web.Id, TestMachines.Web),
        });
        return inventory;
    }

    public Task<OperationResult> StartAsync(Operation operation, ClaimsPrincipal? user = null) =>
        Runner.StartAsync(operation, user ?? TestUsers.With(Role.Operator), TestContext.Current.CancellationToken);

    public async Task<TaskRecord> RunAsync(Operation operation, ClaimsPrincipal? user = null)
    {
        var result = await StartAsync(operation, user);
        Assert.Null(result.Refusal);
        return await TaskAsync(result.TaskId!.Value, task => task.EndedAt is not null);
    }

    /// <summary>Waits until the task matches <paramref name="wanted"/>.</summary>
    public async Task<TaskRecord> TaskAsync(long id, Func<TaskRecord, bool> wanted)
    {
        var found = new TaskCompletionSource<TaskRecord>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (Tasks.Recent.FirstOrDefault(task => task.Id == id) is { } task && wanted(task))
                found.TrySetResult(task);
        }
        Tasks.Changed += Look;
        Look();
        return await found.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    /// <summary>Completes when nothing runs and all ended tasks are saved, or could not be saved.</summary>
    public Task IdleAsync() => Eventually.TrueAsync(() => Runner.IsIdle, TestContext.Current.CancellationToken);

    public Task StopAsync() => ((IHostedService)Runner).StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Runner.Dispose();
        Database.Dispose();
    }
}
