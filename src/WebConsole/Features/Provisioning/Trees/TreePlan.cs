using WebConsole.Features.Provisioning.Setup;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.OsInfo.Trees;
using WebConsole.Storage.Fetching;
using WebConsole.Storage.Kinds;
using WebConsole.Storage.Volumes;
using WebConsole.Text;
using WebConsole.Unattended;

namespace WebConsole.Features.Provisioning.Trees;

/// <summary>
/// The installer of a new machine, which the server fetches from an installation tree: a kernel and an initial RAM disk in a pool,
/// from which the machine starts until it is installed. See docs/adr/0100-installation-trees.md.
/// </summary>
/// <param name="Url">The tree, with a slash at its end.</param>
/// <param name="Pool">The pool.</param>
/// <param name="Kernel">The name of the kernel's volume.</param>
/// <param name="Initrd">The name of the volume of the initial RAM disk.</param>
internal sealed record TreePlan(Uri Url, StoragePool Pool, string Kernel, string Initrd)
{
    /// <summary>Larger ones are none.</summary>
    private const long MostBytes = 2L << 30;

    public const string FindStep = "Look into the installation tree";

    private const string FetchKernel = "Download the kernel", FetchInitrd = "Download the initial RAM disk";

    /// <summary>What the installer is told; it reads the answers out of its initial RAM disk.</summary>
    public UnattendedSettings? Unattended { get; init; }

    /// <summary>What <see cref="WriteAsync"/> does.</summary>
    public static IReadOnlyList<string> Steps { get; } = [FetchKernel, FetchInitrd];

    public IEnumerable<ObjectId> Volumes => [VolumeOf(Kernel), VolumeOf(Initrd)];

    public IEnumerable<SetupMedium> Media => [new(Pool.Uuid, Kernel, SetupEnd.Installed, IsDeleted: true), new(Pool.Uuid, Initrd, SetupEnd.Installed, IsDeleted: true)];

    public string KernelPath => VolumeSource.PathOf(Pool, Kernel);

    public string InitrdPath => VolumeSource.PathOf(Pool, Initrd);

    /// <summary>
    /// A tree's address, so that names of files are below it. Installers read it as one word of their answers or of their kernel's
    /// arguments, so marks that end words for some of them are escaped.
    /// </summary>
    public static Uri? Address(string? url) => FetchUrl.Parse(url) is { Query.Length: 0, Fragment.Length: 0 } address
        ? new Uri(string.Concat(address.AbsoluteUri.TrimEnd('/').Select(mark => "!&'()*;".Contains(mark, StringComparison.Ordinal) ? Uri.HexEscape(mark) : mark.ToString())) + "/") : null;

    /// <summary>Beside the first disk where that pool has files.</summary>
    public static TreePlan? For(InventorySnapshot inventory, string host, string machine, StoragePool? first, IReadOnlySet<ObjectId> taken, string? url)
    {
        if (Address(url) is not { } tree || (first is not null && SeedPlan.Takes(first) ? first : PoolChoice.Of(inventory, host, SeedPlan.Takes)) is not { } pool)
            return null;
        var names = new NewVolumeName(inventory, taken);
        return new TreePlan(tree, pool, names.For(pool, machine, "-kernel"), names.For(pool, machine, "-initrd"));
    }

    /// <summary>What the installer's kernel is told of the tree and of the answers.</summary>
    public string? ArgumentsFor(Installer? installer) => installer switch
    {
        Installer.Kickstart => $"inst.repo={Url}{(Unattended is null ? "" : " inst.ks=file:/ks.cfg")}",
        Installer.AutoYast => $"install={Url}{(Unattended is null ? "" : " autoyast=file:///autoinst.xml")}",
        Installer.Preseed when Unattended is not null => "auto=true priority=critical preseed/file=/preseed.cfg",
        _ => null,
    };

    /// <summary>Finds the installer, as a step of the task.</summary>
    /// <param name="context">The task.</param>
    /// <param name="trees">Asks the server.</param>
    /// <param name="architecture">As libvirt names it.</param>
    /// <param name="known">What osinfo-db says of the tree.</param>
    public async Task<TreeFiles> FindAsync(OperationContext context, InstallTrees trees, string architecture, OsTree? known)
    {
        TreeFiles? files = null;
        await context.StepAsync(FindStep, async () =>
        {
            files = await trees.FindAsync(Url, architecture, known, context).ConfigureAwait(false);
            if (files.Kernel.Sha256 is null || files.Initrd.Sha256 is null)
                context.Note("The tree has no checksums for its installer, so nothing says whether it arrived as it was made.");
        }).ConfigureAwait(false);
        return files!;
    }

    /// <summary>Fetches both files into the pool, as steps of the task.</summary>
    public async Task WriteAsync(OperationContext context, InstallTrees trees, TreeFiles files, MachinePlan plan, string doing)
    {
        var answers = Unattended is null ? null : await AnswerFiles.MakeAsync(Unattended, plan.Installer!.Value, plan.Installed, context.Cancellation).ConfigureAwait(false);
        await FetchAsync(context, FetchKernel, trees.Client, files.Kernel, Kernel, null, doing).ConfigureAwait(false);
        await FetchAsync(context, FetchInitrd, trees.Client, files.Initrd, Initrd, answers is null ? null : CpioArchive.Of(answers.Files), doing).ConfigureAwait(false);
    }

    /// <summary>The lines of a shell before the definition, in which the answers are appended by hand.</summary>
    public IEnumerable<string> ShellCommands(string uri) => new[] { ("KERNEL", Kernel), ("INITRD", Initrd) }.SelectMany(file => new[]
    {
        VirshCommand.OnHost(uri, VirshCommand.MakeRaw(Pool.Uuid, file.Item2)),
        $"curl --fail --location {ShellText.Quote(FetchUrl.Shown(Url))}{file.Item1} | {VirshCommand.OnHost(uri, $"vol-upload {VirshCommand.Option("vol", file.Item2)} --file /dev/stdin --pool {Pool.Uuid:D}")}",
    });

    private Task FetchAsync(OperationContext context, string step, FetchClient client, TreeFile from, string name, byte[]? answers, string doing)
    {
        var (made, volume) = (new Creation(), VolumeOf(name));
        return context.StepAsync(step, async () =>
        {
            using var file = await FetchedFile.OpenAsync(client, from.Url, isPacked: true, context).ConfigureAwait(false);
            using var whole = answers is null ? null : new InitrdStream(file, answers);
            await context.RunAsync(volume, Lane.Storage, connection => connection.MakeRaw(PoolKinds.Of(Pool), Pool.Uuid, name, 0, made), doing).ConfigureAwait(false);
            await new VolumeWriter(context, volume, doing)
            {
                IsFile = true,
                Format = ImageFormats.Raw,
                Room = () => Math.Min(Pool.AvailableBytes, MostBytes),
                Wrote = () => context.ReportBytes(file.Arrived, file.Size),
            }.WriteAsync(whole ?? (Stream)file).ConfigureAwait(false);
            if (from.Sha256 is { } expected && file.Sha256() is var found && found != expected)
                throw new OperationFailedException($"{FetchUrl.Shown(from.Url)} has the SHA-256 {found}, and the tree says {expected}.", "It was damaged or changed on the way, or the mirror is being renewed: try it again, or take another mirror.");
        }, leaves: $"the volume {name}", undo: () => made.UndoAsync(() => context.RunAsync(volume, Lane.Storage, connection => connection.DeleteVolume(Pool.Uuid, name), doing)));
    }

    private ObjectId VolumeOf(string name) => ObjectId.Volume(Pool.Host, Pool.Uuid, name);
}
