using WebConsole.CloudInit;
using WebConsole.CloudInit.Passwords;
using WebConsole.Features.Provisioning.Disks;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.OsInfo;
using WebConsole.Storage.Kinds;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Provisioning;

/// <summary>The seed for cloud-init of a new machine: an image in a pool, which the machine reads as a disk.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Name">The volume's name.</param>
/// <param name="Settings">What cloud-init is to do, with the addresses of the machine's network cards.</param>
internal sealed record SeedPlan(StoragePool Pool, string Name, CloudInitSettings Settings)
{
    private const int FirstYearOfYescrypt = 2020;

    public const string Step = "Write the seed for cloud-init";

    public ObjectId Volume => ObjectId.Volume(Pool.Host, Pool.Uuid, Name);

    /// <summary>Beside the first disk where that pool has files.</summary>
    public static SeedPlan? For(InventorySnapshot inventory, string host, string machine, StoragePool? first, IReadOnlySet<ObjectId> taken, CloudInitSettings settings)
    {
        var pool = first is not null && Takes(first) ? first : PoolChoice.Of(inventory, host, Takes);
        if (pool is null)
            return null;
        var name = new NewVolumeName(inventory, taken).For(pool, machine, "-seed.iso");
        return new SeedPlan(pool, name, settings);
    }

    /// <summary>Makes the image and writes it into the pool, as a step of the task.</summary>
    public Task WriteAsync(OperationContext context, SeedIso writer, Guid machine, Os? system, string doing)
    {
        var made = new Creation();
        return context.StepAsync(Step, async () =>
        {
            var seed = await CloudInitSeed.MakeAsync(Settings, machine.ToString("D"), MethodFor(system), context.Cancellation).ConfigureAwait(false);
            using var bytes = new MemoryStream(await writer.WriteAsync(seed, context.Cancellation).ConfigureAwait(false));
            await context.RunAsync(Volume, Lane.Storage, connection => connection.MakeRaw(PoolKinds.Of(Pool), Pool.Uuid, Name, bytes.Length, made), doing).ConfigureAwait(false);
            await new VolumeWriter(context, Volume, doing) { IsFile = true, Format = ImageFormats.Iso, Room = () => bytes.Length }.WriteAsync(bytes).ConfigureAwait(false);
        }, leaves: $"the volume {Name}", undo: () => made.UndoAsync(() => context.RunAsync(Volume, Lane.Storage, connection => connection.DeleteVolume(Pool.Uuid, Name), doing)));
    }

    /// <summary>virsh's commands: the image itself is made by hand.</summary>
    public IEnumerable<string> VirshCommands() =>
    [
        $"vol-create-as {Pool.Uuid:D} {VirshCommand.Option("name", Name)} 0 --format raw",
        $"vol-upload {VirshCommand.Option("vol", Name)} --file seed.iso --pool {Pool.Uuid:D}",
    ];

    /// <summary>musl, the BSDs and systems of before 2020 know nothing of yescrypt; of an unknown system nobody can tell.</summary>
    private static PasswordMethod MethodFor(Os? system) =>
        system is { Family: "linux", Distribution: not "alpinelinux", Released.Year: >= FirstYearOfYescrypt } ? PasswordMethod.Yescrypt : PasswordMethod.Sha512;

    private static bool Takes(StoragePool pool) => PoolKinds.Of(pool) is { HasFiles: true } && UploadPools.WhyNot(pool) is null;
}
