using WebConsole.Access;
using WebConsole.Appliances;
using WebConsole.Appliances.Ovf;
using WebConsole.Appliances.Packages;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Kinds;
using WebConsole.Text;

namespace WebConsole.Features.Provisioning.Imports;

/// <summary>Reads the descriptor of a machine of another product, in an OVA or by itself. Of the disks nothing is read.</summary>
internal sealed record ReadAppliance : Operation
{
    private readonly TaskCompletionSource<MachineImport> _read = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public required PoolVolume Volume { get; init; }

    public required MachinePlanner Planner { get; init; }

    /// <summary>libvirt's URI of its host, for <see cref="VirshLine"/>.</summary>
    public required string Uri { get; init; }

    /// <summary>What was read; fails with an <see cref="OperationFailedException"/>.</summary>
    public Task<MachineImport> Result => _read.Task;

    public override string Action => "read-appliance";
    public override string Verb => "read the description in";
    public override string Doing => "read";
    public override ObjectId Subject => Volume.Id;
    public override Right Needs => Right.Operate;
    public override Lane Lane => Lane.Storage;
    public override bool CanCancel => true;
    public override bool OnlyReads => true;

    public override string VirshLine
    {
        get
        {
            var file = Volume.Name;
            var download = VirshCommand.OnHost(Uri, $"vol-download {VirshCommand.Option("vol", file)} {VirshCommand.Option("file", file)} --pool {Volume.Pool.Uuid:D}");
            return IsDescriptor ? download : $"{download}\ntar -xOf {ShellText.Quote($"./{file}")} --wildcards '*.ovf'";
        }
    }

    private bool IsDescriptor => Volume.Name.EndsWith(".ovf", StringComparison.OrdinalIgnoreCase);

    public override IEnumerable<ObjectClaim> ClaimsIn(InventorySnapshot inventory) => base.ClaimsIn(inventory).Select(claim => claim with { IsShared = true });

    public override string? WhyNot(InventorySnapshot inventory) => base.WhyNot(inventory)
        ?? (inventory.Find(Subject) is null ? $"There is no volume {Volume.Name} in the pool {Volume.Pool.Name} (any more)." : null);

    public override string? WhyConflicts(InventorySnapshot inventory) => PoolLimits.OfReading(Volume);

    public override async Task ExecuteAsync(OperationContext context)
    {
        try
        {
            var appliance = await ReadAsync(context).ConfigureAwait(false);
            var findOs = await Planner.OsFinderAsync(context.Cancellation).ConfigureAwait(false);
            _read.TrySetResult(new ApplianceDraft(context.Inventory, Volume, findOs).Of(appliance));
        }
        catch (Exception error)
        {
            _read.TrySetException(error is OperationFailedException ? error : new OperationFailedException(context.Describe(error), "See the task."));
            throw;
        }
    }

    private async Task<Appliance> ReadAsync(OperationContext context)
    {
        var bytes = new VolumeBytes(context, Volume.Id);
        await using var closed = bytes.ConfigureAwait(false);
        return IsDescriptor ? OvfReader.Read(await ApplianceText.ReadAsync(bytes, context.Cancellation).ConfigureAwait(false))
            : await new ApplianceReader((_, _, _, _) => Task.CompletedTask, _ => false).ReadAsync(TarEntries.ReadAsync(bytes, context.Cancellation), context.Cancellation).ConfigureAwait(false);
    }
}
