using System.Collections.Immutable;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Storage.Commands;
using WebConsole.Features.Storage.Forms;
using WebConsole.Features.Storage.Uploads;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Storage.Fetching;
using WebConsole.Storage.Kinds;
using WebConsole.Storage.Packed;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Storage.Fetching;

/// <summary>Downloads a file from a web server into a new volume.</summary>
internal sealed record FetchVolume : PoolCommand
{
    /// <summary>The action's name.</summary>
    public const string Word = "fetch";

    private static readonly FormAction<StoragePool, VolumeFetch> Words = new(Word)
    {
        Verb = "fetch a file into",
        Doing = "fetched",
        Label = "Fetch from a URL",
        Effect = "The server downloads a file from the web into a new volume.",
        Icon = Icons.Material.Outlined.CloudDownload,
        Needs = Right.Configure,
        Drawn = typeof(FetchVolumeForm),
        Applies = pool => pool.State == "running" && UploadPools.WhyNot(pool) is null,
        Make = MadeWithServices,
    };

    public required VolumeFetch Asked { get; init; }

    public required FetchClient Client { get; init; }

    public required FetchAddresses Addresses { get; init; }

    public required UploadRegister Register { get; init; }

    public override bool CanCancel => true;
    public override ImmutableArray<ObjectId> Claims => [Volume];

    public override ImmutableArray<(string Name, string Value)> Parameters =>
    [
        .. new (string, string?)[] { ("url", Url is null ? null : FetchUrl.Shown(Url)), ("name", Target), ("format", Asked.Format), ("unpack", Asked.Unpack), ("sha256", Asked.Sha256) }
            .Where(argument => argument.Item2 is { Length: > 0 }).Select(argument => (argument.Item1, argument.Item2!)),
    ];

    public override ImmutableArray<string> Secrets => Url is { Query.Length: > 1 } url ? [url.Query] : [];

    public override string VirshLine
    {
        get
        {
            var name = VirshCommand.OrMissing(Target, "NAME");
            return VirshCommand.OnHost(Uri, VirshCommand.MakeRaw(Uuid, name)) + "\n"
                + $"curl --fail --location {(Url is null ? "URL" : ShellText.Quote(FetchUrl.Shown(Url)))} | {(Packing is { } packing ? $"{packing.Program} -dc | " : "")}"
                + VirshCommand.OnHost(Uri, $"vol-upload {VirshCommand.Option("vol", name)} --file /dev/stdin --pool {Uuid:D}");
        }
    }

    protected override ObjectAction Of => Words;

    private Uri? Url => FetchUrl.Parse(Asked.Url);

    private Packing? Packing => Packing.Of(Asked.Unpack);

    /// <summary>The name that the server gives it, where nobody has.</summary>
    private string? _named;

    private string Name => _named ?? Target;

    private ObjectId Volume => ObjectId.Volume(Host, Uuid, Name);

    public static ObjectAction AsAction(FetchClient client, FetchAddresses addresses, UploadRegister register) => Words with
    {
        Make = (pool, host, asked) => new FetchVolume
        {
            Pool = pool.Id,
            Target = asked.Name is { Length: > 0 } name ? name : FetchUrl.NameIn(FetchUrl.Parse(asked.Url)) ?? "",
            Uri = host.Uri,
            Asked = asked,
            Client = client,
            Addresses = addresses,
            Register = register,
        },
    };

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => inventory.Find(Pool) is not StoragePool pool ? base.Mistakes(inventory) : new[]
    {
        ("url", FetchUrl.Mistake(Asked.Url, Addresses)),
        // A wrong URL names nothing; that is said once.
        ("name", Target.Length == 0 && Url is null ? null : ObjectName.Mistake(Target)
            ?? (PoolKinds.Of(pool) is { HasFiles: false } ? PoolPartRules.Name(Target) : null)
            ?? (inventory.Find(Volume) is not null ? $"There is a volume {Target} in the pool already." : null)),
        ("format", Asked.Format is { Length: > 0 } format && !ImageFormats.All.Contains(format) ? $"One of {string.Join(", ", ImageFormats.All)}." : UploadPools.WhyNot(pool, Asked.Format)),
        ("sha256", Asked.Sha256 is { Length: > 0 } hash && !TusRequest.Sha256().IsMatch(hash) ? "64 hexadecimal digits." : null),
        ("unpack", Asked.Unpack is not { Length: > 0 } ? null : Packing is null ? $"One of {string.Join(", ", Packing.All.Select(packing => packing.Name))}." : UploadPools.WhyNotGrowing(pool)),
    }.Where(check => check.Item2 is not null).ToDictionary(check => check.Item1, check => new[] { check.Item2! });

    public override async Task ExecuteAsync(OperationContext context)
    {
        var record = new UploadRecord(Guid.NewGuid(), Host, Uuid, Target, Asked.Format ?? "", 0, Asked.Sha256?.ToLowerInvariant(), context.Caller.Person) { Unpack = Packing?.Name };
        Register.Fetches(record);
        try
        {
            if (Register.TooMany(record) is { } many)
                throw new OperationFailedException(many, "Nothing was downloaded.");
            await FetchAsync(context, record).ConfigureAwait(false);
            context.Made(Volume, Name);
        }
        finally
        {
            Register.Fetched(record);
        }
    }

    private async Task FetchAsync(OperationContext context, UploadRecord record)
    {
        string[] steps = ["Ask the server", "Make the volume", Packing is null ? "Download the file" : "Download and unpack the file"];
        context.Plan(steps);
        var pool = (StoragePool)context.Inventory.Find(Pool)!;
        FetchedFile? file = null;
        try
        {
            await context.StepAsync(steps[0], async () =>
            {
                file = await FetchedFile.OpenAsync(Client, Url!, Packing is not null || Packing.OfFile(Url!.AbsolutePath) is not null, context).ConfigureAwait(false);
                if ((Packing is null && file.Size is null ? UploadPools.WhyNotGrowing(pool) : null) is { })
                    throw new OperationFailedException("The server does not say how long the file is, and volumes of this pool are devices of a fixed size.", "Choose a pool of files.");
                TakeName(context, pool, file);
                if (file.Size > Room(pool, record))
                    throw new OperationFailedException($"The file has {Format.Bytes(file.Size)}, and the pool has {Format.Bytes(Math.Max(0, Room(pool, record)))} left without what others will take.", "Make room in the pool, or choose another.");
            }).ConfigureAwait(false);
            record = record with { Volume = Name };
            Register.Fetches(record);
            var made = new Creation();
            await context.StepAsync(steps[1], () => context.RunAsync(Volume, Lane, connection => connection.MakeRaw(PoolKinds.Of(pool), Uuid, Name, Packing is null ? file!.Size ?? 0 : 0, made), Action),
                leaves: $"the volume {Name}", undo: () => made.UndoAsync(() => context.RunAsync(Volume, Lane, connection => connection.DeleteVolume(Uuid, Name), Action))).ConfigureAwait(false);
            await context.StepAsync(steps[2], () => ReceiveAsync(context, pool, record, file!)).ConfigureAwait(false);
        }
        finally
        {
            file?.Dispose();
        }
    }

    private void TakeName(OperationContext context, StoragePool pool, FetchedFile file)
    {
        if (Asked.Name is { Length: > 0 } || file.Name is not { } name || name == Target || (PoolKinds.Of(pool) is { HasFiles: false } && PoolPartRules.Name(name) is not null))
            return;
        _named = name;
        context.ClaimAnew(name);
        if (context.Inventory.Find(Volume) is not null)
            throw new OperationFailedException($"The server calls the file {name}, and there is a volume {name} in the pool already.", "Give it a name.");
        context.Note($"The server calls the file {name}.");
    }

    private async Task ReceiveAsync(OperationContext context, StoragePool pool, UploadRecord record, FetchedFile file)
    {
        var unpacking = Packing is { } packing ? new Unpacking(file, packing, context.Cancellation) : null;
        try
        {
            VolumeWriter? writer = null;
            writer = new VolumeWriter(context, Volume, Action)
            {
                IsFile = PoolKinds.Of(pool) is not { HasFiles: false },
                Format = record.Format.Length > 0 ? record.Format : ImageFormats.OfName(Name),
                Room = () => Room(pool, record),
                Wrote = () =>
                {
                    Register.Fetches(record with { Length = file.Size ?? file.Arrived, Offset = file.Arrived });
                    context.ReportBytes(file.Arrived, file.Size, unpacking is null ? null : $", {Format.Bytes(writer!.Written)} unpacked");
                },
            };
            await writer.WriteAsync(unpacking?.Bytes ?? file).ConfigureAwait(false);
        }
        finally
        {
            if (unpacking is not null)
                await unpacking.DisposeAsync().ConfigureAwait(false);
        }
        if (record.Sha256 is { Length: > 0 } expected && file.Sha256() is var found && found != expected)
            throw new OperationFailedException($"Its SHA-256 is {found}, and should be {expected}.", "The file differs from what was meant, or was damaged on its way.");
    }

    private long Room(StoragePool pool, UploadRecord record) => pool.AvailableBytes - Register.Promised(record);
}
