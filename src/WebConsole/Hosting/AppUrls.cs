using System.Globalization;
using WebConsole.Hypervisor;
using WebConsole.Operations;
using WebConsole.Security.Sessions;
using WebConsole.Security.SignIn;

namespace WebConsole.Hosting;

/// <summary>Builds every URL of the product.</summary>
public static class AppUrls
{
    public const string Overview = "/";
    public const string Machines = "/machines";
    public const string NewMachinePage = "/machines/new";
    public const string NewPoolPage = "/storage/new";
    public const string NewNetworkPage = "/networks/new";

    public const string Storage = "/storage";
    public const string Images = "/images";
    public const string Networks = "/networks";

    /// <summary>The packet filters for network cards.</summary>
    public const string Filters = "/filters";
    public const string Host = "/host";
    public const string Tasks = "/tasks";
    public const string Accounts = "/accounts";

    /// <summary>For developers; it exists only in Development.</summary>
    public const string Parts = "/parts";
    public const string NotFound = "/not-found";
    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";
    public const string Alive = "/healthz";
    public const string Ready = "/readyz";
    public const string MetricsHub = "/hubs/metrics";
    public const string ConsoleHub = "/hubs/console";

    /// <summary>The page that creates a pool on a host.</summary>
    public static string NewPool(string host) => "/storage/new" + Query(("host", host));

    /// <summary>The page that makes a network on a host.</summary>
    public static string NewNetwork(string host) => NewNetworkPage + Query(("host", host));

    /// <summary>The page that makes a machine on a host.</summary>
    public static string NewMachine(string host) => NewMachinePage + Query(("host", host));

    /// <summary>The same page, for a machine on an image.</summary>
    public static string NewMachineFrom(string host, string pool, string image) => NewMachinePage + Query(("host", host), ("from", "image"), ("image", $"{pool}/{image}"));

    /// <summary>The same page, for a copy of a machine.</summary>
    public static string CopyOfMachine(MachineId machine) => NewMachinePage + Query(("host", machine.Host), ("from", "copy"), ("machine", machine.Uuid.ToString("D")));

    /// <summary>The tasks with one of them opened.</summary>
    public static string Task(long id) => string.Create(CultureInfo.InvariantCulture, $"/tasks?task={id}");

    /// <summary>A task with its parts.</summary>
    public static string PartsOf(long id) => string.Create(CultureInfo.InvariantCulture, $"/tasks?parent={id}&task={id}");

    /// <summary>The parts of a task that are in one state.</summary>
    internal static string PartsOf(long id, TaskState state) => string.Create(CultureInfo.InvariantCulture, $"/tasks?parent={id}&state={state.ToToken()}");

    /// <summary>The tasks of one object, or all.</summary>
    public static string TasksOf(ObjectId? id) => Tasks + Query(("of", id?.ToString()));

    /// <summary>The page of an object; <c>null</c> for kinds without one.</summary>
    public static string? Of(ObjectId id) => id switch
    {
        { Machine: { } machine } => Machine(machine),
        { Kind: ObjectKind.Pool, Uuid: { } uuid } => StoragePool(id.Host, uuid),
        { Kind: ObjectKind.Network, Uuid: { } uuid } => Network(id.Host, uuid),
        { Kind: ObjectKind.Filter, Uuid: { } uuid } => Filter(id.Host, uuid),
        { Kind: ObjectKind.Volume, Parent.Uuid: { } pool } => Volume(id.Host, pool, id.OwnName),
        { Kind: ObjectKind.MachineDevice, Parent.Machine: { } machine } => Machine(machine, "hardware"),
        { Kind: ObjectKind.Snapshot, Parent.Machine: { } machine } => Machine(machine, "snapshots"),
        { Kind: ObjectKind.Device } => HostDevice(id.Host, id.Key),
        { Kind: ObjectKind.Host } => HostPage(id.Host),
        { Kind: ObjectKind.Session } => Accounts,
        _ => null,
    };

    /// <summary>
    /// The object whose page has this path (without the first slash), as written by <see cref="Of"/>; <c>null</c> for
    /// other pages.
    /// </summary>
    public static ObjectId? ObjectAt(string relativePath)
    {
        var parts = relativePath.Split('?', '#')[0].Split('/');
        if (parts is [var list, var host, var key, ..] && host.Length > 0 && Guid.TryParse(key, out var uuid))
        {
            return $"/{list}" switch
            {
                Machines => new MachineId(host, uuid),
                Storage when parts is [_, _, _, "volumes", var volume] => ObjectId.Volume(host, uuid, Uri.UnescapeDataString(volume)),
                Storage => ObjectId.Pool(host, uuid),
                Networks => ObjectId.Network(host, uuid),
                Filters => ObjectId.Filter(host, uuid),
                _ => null,
            };
        }
        if (parts is ["host", { Length: > 0 } on, "devices", { Length: > 0 } device])
            return new ObjectId(ObjectKind.Device, on, Uri.UnescapeDataString(device));
        var one = HostPage("")[1..];
        return relativePath.StartsWith(one, StringComparison.Ordinal) && relativePath[one.Length..].Split('&', '#')[0] is { Length: > 0 } name
            ? ObjectId.OfHost(Uri.UnescapeDataString(name))
            : null;
    }

    /// <summary>The history of an object's definition: a tab of its page, or a page of its own where it was deleted.</summary>
    public static string HistoryOf(ObjectId id, bool deleted = false) => deleted ? $"{Deleted}/{id}" : $"{Of(id)}?tab=history";

    /// <summary>All versions of a definition, as files.</summary>
    public static string HistoryFiles(ObjectId id) => $"/api/v1/{id.Kind.ToToken()}s/{id.Host}/{id.Key}/history/export";

    /// <summary>The objects that were deleted, as the history knows them.</summary>
    public const string Deleted = "/deleted";

    public static string ApiTask(long id) => string.Create(CultureInfo.InvariantCulture, $"/api/v1/tasks/{id}");

    /// <summary>The page of a host: its check, capabilities, devices.</summary>
    public static string HostPage(string host) => Host + Query(("host", host));

    /// <summary>The devices of a host.</summary>
    public static string HostDevices(string host) => Host + Query(("host", host), ("tab", "devices"));

    /// <summary>One device of a host, by libvirt's name.</summary>
    public static string HostDevice(string host, string name) => $"{Host}/{host}/devices/{Uri.EscapeDataString(name)}";

    /// <summary>The table of machines, optionally of one host and with a filter.</summary>
    public static string MachineList(string? host = null, string? filter = null) => Machines + Query(("host", host), ("q", filter));

    public static string Machine(MachineId id, string? tab = null) =>
        $"/machines/{id}" + (tab is null ? "" : $"?tab={Uri.EscapeDataString(tab)}");

    /// <summary>The definition of a machine, with one of its devices alone: <c>disk:vda</c>.</summary>
    public static string MachineXml(MachineId id, string device) => $"/machines/{id}" + Query(("tab", "xml"), ("device", device));

    /// <summary>A page with only the console: one of its displays, or the first that opens.</summary>
    public static string Console(MachineId id, string? display = null) => $"/machines/{id}/console" + Query(("display", display));

    /// <summary>The same, with the reason why there was no file for virt-viewer.</summary>
    public static string ConsoleWithoutFile(MachineId id, string display, string why) => $"/machines/{id}/console" + Query(("display", display), ("viewer", why));

    internal const string ViewerFilePattern = "/machines/{host}/{uuid:guid}/console.vv";

    /// <summary>What opens one of its displays in virt-viewer, to be posted.</summary>
    public static string ViewerFile(MachineId id, string display) => $"/machines/{id}/console.vv" + Query(("display", display));

    /// <summary>A one-time sign-in link, to be put after the server's own address.</summary>
    public static string SignInLink(string token) => $"{SignIn}?token={token}";

    /// <summary>Sign-in, which says why the session ended where that is known, and leads back to <paramref name="returnUrl"/>.</summary>
    public static string SignInAgain(string returnUrl, SessionEnd? end) => SignIn + Query(("returnUrl", returnUrl), ("ended", end is { } known ? SessionEndWords.Of(known) : null));

    public static string StoragePool(string host, Guid uuid, string? tab = null) => $"/storage/{host}/{uuid:D}" + Query(("tab", tab));

    public static string Volume(string host, Guid pool, string name) => $"{StoragePool(host, pool)}/volumes/{Uri.EscapeDataString(name)}";

    /// <summary>The bytes of a volume.</summary>
    public static string MachineExport(MachineId machine, string format) => $"/api/v1/machines/{machine.Host}/{machine.Uuid:D}/export?format={format}";

    public static string VolumeContent(string host, Guid pool, string name) => $"/api/v1/pools/{host}/{pool:D}/volumes/{Uri.EscapeDataString(name)}/content";

    /// <summary>Where uploads to a pool begin.</summary>
    public static string Uploads(string host, Guid pool) => $"/api/v1/pools/{host}/{pool:D}/uploads";

    public static string Upload(string host, Guid pool, Guid upload) => $"{Uploads(host, pool)}/{upload:D}";

    public static string Network(string host, Guid uuid, string? tab = null) => $"/networks/{host}/{uuid:D}" + Query(("tab", tab));

    /// <summary>The page that edits a network.</summary>
    public static string EditNetwork(string host, Guid uuid) => $"/networks/{host}/{uuid:D}/edit";

    /// <summary>The hosts' own network interfaces.</summary>
    public static string HostInterfaces(string? host = null) => Networks + Query(("host", host), ("tab", "interfaces"));

    /// <summary>A network interface of a host.</summary>
    public static string HostInterface(string host, string name) => $"{Networks}/{host}/interfaces/{Uri.EscapeDataString(name)}";

    /// <summary>The name in the URL of a network interface: the router decodes it twice, and a name may hold %2F.</summary>
    public static string? HostInterfaceAt(string relativePath) =>
        relativePath.Split('?', '#')[0].Split('/') is ["networks", _, "interfaces", { Length: > 0 } name] ? Uri.UnescapeDataString(name) : null;

    public static string FilterList(string? host = null) => Filters + Query(("host", host));

    public static string Filter(string host, Guid uuid, string? tab = null) => $"{Filters}/{host}/{uuid:D}" + Query(("tab", tab));

    private static string Query(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var pairs = new List<string>();
        foreach (var (name, value) in parameters)
        {
            if (value is not null)
                pairs.Add($"{name}={Uri.EscapeDataString(value)}");
        }
        return pairs.Count == 0 ? "" : "?" + string.Join('&', pairs);
    }
}
