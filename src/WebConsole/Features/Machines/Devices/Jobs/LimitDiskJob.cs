using System.Collections.Immutable;
using System.Globalization;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Machines.Devices.Commands;
using WebConsole.Features.Machines.Devices.Forms;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Devices.Jobs;

/// <summary>Changes how fast a job on a disk may be.</summary>
public sealed record LimitDiskJob : DeviceCommand
{
    private static readonly FormAction<MachineDevice, DiskJobLimit> Words = new("limit-disk-job")
    {
        Doing = "limited",
        Verb = "limit the job of",
        Label = "Limit job",
        Effect = "Changes how fast the job may read and write.",
        Icon = Icons.Material.Outlined.Speed,
        Needs = Right.Configure,
        Path = "limit-job",
        Applies = device => DiskJobRules.JobOf(device) is not null,
        Accepts = device => device.Key.Kind is "disk" && device.IsLive,
        Drawn = typeof(LimitDiskJobForm),
        Make = MadeWithServices,
    };

    public required DiskJobLimit Asked { get; init; }

    /// <summary>Of one disk: other disks of the machine may have jobs.</summary>
    public override ImmutableArray<ObjectId> Claims => [Subject];

    public override ImmutableArray<(string Name, string Value)> Parameters => Asked.Rate is { } rate ? [("rate", rate.ToString(CultureInfo.InvariantCulture))] : [];

    public override string VirshLine => Virsh("blockjob", string.Create(CultureInfo.InvariantCulture, $"{VirshCommand.Option("path", Device.Key.Name)} --bandwidth {Asked.Rate ?? 0} --bytes"));

    protected override ObjectAction Of => Words;

    public static ObjectAction AsAction(DevicePlanner planner) => Words with
    {
        Make = (device, host, asked) => new LimitDiskJob { Device = device, Target = device.Name, Uri = host.Uri, Planner = planner, Asked = asked },
    };

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => Mistake.Of(("rate", DiskJobRules.Rate(Asked.Rate)));

    public override Task ExecuteAsync(OperationContext context) => context.RunAsync(Machine, Lane, domain => domain.SetBlockJobSpeed(Device.Key.Name, Asked.Rate ?? 0), Action);
}
