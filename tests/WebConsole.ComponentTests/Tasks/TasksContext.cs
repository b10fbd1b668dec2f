using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;
using WebConsole.Access;
using WebConsole.ComponentTests.Support;
using WebConsole.Components.Shared.Actions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security;

namespace WebConsole.ComponentTests.Tasks;

/// <summary>What components of tasks need, with a store in memory and a fake clock.</summary>
public abstract class TasksContext : BunitContext
{
    private readonly TaskDatabase _database;

    protected TasksContext()
    {
        _database = new TaskDatabase(null, Time, NullLogger<TaskDatabase>.Instance);
        Store = new TaskStore(_database, Options.Create(new OperationsOptions()), Time, NullLogger<TaskStore>.Instance);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLocalization();
        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton(Inventory);
        Services.AddSingleton(Store);
        // No operation of these tests calls libvirt.
        Operations = new OperationRunner(null!, Inventory, new MachineEdges(), new RoleAccess(null!), Store, new AuditLog(NullLoggerFactory.Instance, new RefusalLog(NullLoggerFactory.Instance, Time)),
            Options.Create(new OperationsOptions()), Time, NullLogger<OperationRunner>.Instance);
        Services.AddSingleton(Operations);
        Services.AddTestAccess(User);
        Services.AddScoped<UndoOffers>();
    }

    protected static MachineId Web { get; } = new("local", Guid.Parse("0c6e16e8-1c30-4b3f-9d0e-2f6b0a1d9a55"));

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private protected TestUser User { get; } = new() { Role = Role.Operator };

    private protected InventoryStore Inventory { get; } = new();

    private protected TaskStore Store { get; }

    private protected OperationRunner Operations { get; }

    /// <summary>Blocks the database until the returned function is called.</summary>
    private protected async Task<Func<Task>> HoldDatabaseAsync()
    {
        var (held, letGo) = (new TaskCompletionSource(), new TaskCompletionSource());
        var holding = Task.Run(() => _database.Run(_ =>
        {
            held.SetResult();
            return Task.WaitAny(letGo.Task);
        }));
        await held.Task;
        return () =>
        {
            letGo.SetResult();
            return holding;
        };
    }

    /// <summary>A task that is only in the database.</summary>
    private protected void AddForgotten(long id, string target, MachineId machine) => _database.Run(connection =>
    {
        TaskTable.Save(connection, new TaskRecord
        {
            Id = id,
            Action = "start",
            Verb = "start",
            Target = target,
            Subject = machine,
            User = "jane",
            From = "192.0.2.7",
            State = TaskState.Succeeded,
            StartedAt = Time.GetUtcNow(),
            EndedAt = Time.GetUtcNow(),
            VirshLine = "virsh start " + target,
        });
        return true;
    });

    private protected async Task<TaskRecord> AddAsync(string target = "web-01", TaskState state = TaskState.Succeeded, string? error = null,
        string verb = "start", string user = "jane", string from = "192.0.2.7", MachineId? machine = null)
    {
        var task = new TaskRecord
        {
            Id = Store.NextId(),
            Action = "start",
            Verb = verb,
            Target = target,
            Subject = machine ?? Web,
            User = user,
            From = from,
            State = state,
            StartedAt = Time.GetUtcNow(),
            EndedAt = state.IsActive() ? null : Time.GetUtcNow() + TimeSpan.FromMilliseconds(1_240),
            Error = error,
            Advice = error is null ? null : "Look at it again.",
            VirshLine = $"virsh -c qemu:///system start {Web.Uuid}",
        };
        await SaveAsync(task);
        return task;
    }

    /// <summary>Shows the current state of the task, as its journal does.</summary>
    private protected Task SaveAsync(TaskRecord task)
    {
        Store.Show(task);
        Store.Tell();
        return Store.SaveAsync(task);
    }

    /// <summary>Delivers changes to components.</summary>
    protected void Pass(TimeSpan time) => Time.Advance(time);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
            return;
        Operations.Dispose();
        _database.Dispose();
    }
}
