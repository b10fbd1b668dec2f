using System.Text;
using WebConsole.CloudInit;
using WebConsole.CloudInit.Passwords;
using WebConsole.Features.Provisioning.Setup;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.OsInfo;
using WebConsole.Storage.Kinds;
using WebConsole.Storage.Volumes;
using WebConsole.Unattended;

namespace WebConsole.Features.Provisioning;

/// <summary>What a new machine reads once, from a volume in a pool: the seed for cloud-init, the answers for an installer, or the configuration of Ignition.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Name">The volume's name.</param>
/// <param name="Settings">What cloud-init is to do, with the addresses of the machine's network cards.</param>
internal sealed record SeedPlan(StoragePool Pool, string Name, CloudInitSettings Settings)
{
    private const int FirstYearOfYescrypt = 2020;

    /// <summary>What an installer is to do, in place of cloud-init.</summary>
    public UnattendedSettings? Unattended { get; init; }

    /// <summary>What Ignition is to do, in place of cloud-init.</summary>
    public string? Ignition { get; init; }

    public string Step => Ignition is not null ? "Write the configuration of Ignition" : Unattended is null ? "Write the seed for cloud-init" : "Write the answers for the installer";

    public SetupEnd End => Ignition is not null ? SetupEnd.Off : Unattended is null ? SetupEnd.Booted : SetupEnd.Installed;

    public ObjectId Volume => ObjectId.Volume(Pool.Host, Pool.Uuid, Name);

    /// <summary>Beside the first disk where that pool has files.</summary>
    public static SeedPlan? For(InventorySnapshot inventory, string host, string machine, StoragePool? first, IReadOnlySet<ObjectId> taken, CloudInitSettings settings, UnattendedSettings? unattended = null, string? ignition = null)
    {
        var pool = first is not null && Takes(first) ? first : PoolChoice.Of(inventory, host, Takes);
        if (pool is null)
            return null;
        var name = new NewVolumeName(inventory, taken).For(pool, machine, ignition is not null ? "-ignition.json" : unattended is null ? "-seed.iso" : "-answers.iso");
        return new SeedPlan(pool, name, settings) { Unattended = unattended, Ignition = ignition };
    }

    /// <summary>Makes the image and writes it into the pool, as a step of the task.</summary>
    public Task WriteAsync(OperationContext context, IsoWriter writer, MachinePlan plan, string doing)
    {
        var made = new Creation();
        return context.StepAsync(Step, async () =>
        {
            using var bytes = new MemoryStream(await BytesAsync(writer, plan, context.Cancellation).ConfigureAwait(false));
            await context.RunAsync(Volume, Lane.Storage, connection => connection.MakeRaw(PoolKinds.Of(Pool), Pool.Uuid, Name, bytes.Length, made), doing).ConfigureAwait(false);
            await new VolumeWriter(context, Volume, doing) { IsFile = true, Format = Ignition is null ? ImageFormats.Iso : ImageFormats.Raw, Room = () => bytes.Length }.WriteAsync(bytes).ConfigureAwait(false);
        }, leaves: $"the volume {Name}", undo: () => made.UndoAsync(() => context.RunAsync(Volume, Lane.Storage, connection => connection.DeleteVolume(Pool.Uuid, Name), doing)));
    }

    private async Task<byte[]> BytesAsync(IsoWriter writer, MachinePlan plan, CancellationToken cancellation)
    {
        if (Ignition is not null)
            return Encoding.UTF8.GetBytes(Ignition);
        if (Unattended is null)
            return await writer.WriteAsync(await CloudInitSeed.MakeAsync(Settings, plan.Uuid.ToString("D"), MethodFor(plan.Os.Os), cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
        var answers = await AnswerFiles.MakeAsync(Unattended, plan.Installer!.Value, plan.Installed, cancellation).ConfigureAwait(false);
        return await writer.WriteAsync(answers.Label, answers.Files, cancellation).ConfigureAwait(false);
    }

    /// <summary>virsh's commands: the image itself is made by hand.</summary>
    public IEnumerable<string> VirshCommands() =>
    [
        VirshCommand.MakeRaw(Pool.Uuid, Name),
        $"vol-upload {VirshCommand.Option("vol", Name)} --file {(Ignition is null ? "seed.iso" : "ignition.json")} --pool {Pool.Uuid:D}",
    ];

    /// <summary>musl, the BSDs and systems of before 2020 know nothing of yescrypt; of an unknown system nobody can tell.</summary>
    private static PasswordMethod MethodFor(Os? system) =>
        system is { Family: "linux", Distribution: not "alpinelinux", Released.Year: >= FirstYearOfYescrypt } ? PasswordMethod.Yescrypt : PasswordMethod.Sha512;

    /// <summary>Whether a pool takes the files of a setup.</summary>
    internal static bool Takes(StoragePool pool) => PoolKinds.Of(pool) is { HasFiles: true } && UploadPools.WhyNot(pool) is null;
}
