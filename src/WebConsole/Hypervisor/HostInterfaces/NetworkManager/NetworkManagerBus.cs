using Tmds.DBus.Protocol;

namespace WebConsole.Hypervisor.HostInterfaces.NetworkManager;

/// <summary>NetworkManager on the system's D-Bus: the calls that a bridge takes. Objects are named by their paths.</summary>
/// <seealso href="https://networkmanager.dev/docs/api/latest/spec.html"/>
internal sealed class NetworkManagerBus : IDisposable
{
    private const string Service = "org.freedesktop.NetworkManager", Root = "/org/freedesktop/NetworkManager", SettingsRoot = $"{Root}/Settings";
    private const string SettingsType = "a{sa{sv}}", Nothing = "/";

    /// <summary>At a rollback: other checkpoints end, new profiles go, new interfaces are taken down.</summary>
    private const uint CheckpointFlags = 7;

    /// <summary>A profile that is not written to disk, and that NetworkManager does not take up by itself.</summary>
    private const uint InMemory = 0x2, BlockAutoconnect = 0x20;

    /// <summary>Of a changed profile: what uses it goes on as before.</summary>
    private const uint NoReapply = 0x40;

    private readonly DBusConnection _bus;

    private NetworkManagerBus(DBusConnection bus) => _bus = bus;

    /// <summary>Connects to the system's bus.</summary>
    /// <param name="at">The bus's address, where it is not the system's.</param>
    /// <exception cref="NetworkManagerException">There is none, or NetworkManager is not on it.</exception>
    public static async Task<NetworkManagerBus> OpenAsync(string? at = null)
    {
        if ((at ?? DBusAddress.System) is not { } address)
            throw new NetworkManagerException("This host has no D-Bus.");
        var opened = new NetworkManagerBus(new DBusConnection(address));
        try
        {
            await opened._bus.ConnectAsync().ConfigureAwait(false);
            if (!(await opened._bus.ListServicesAsync().ConfigureAwait(false)).Contains(Service))
                throw new NetworkManagerException("NetworkManager does not run on this host.");
            return opened;
        }
        catch (Exception error)
        {
            opened.Dispose();
            throw error is DBusConnectionException or IOException or System.Net.Sockets.SocketException ? new NetworkManagerException($"The system's D-Bus can't be reached: {error.Message}") : error;
        }
    }

    public void Dispose() => _bus.Dispose();

    /// <summary>From now on all changes are undone after so many seconds, unless the checkpoint is destroyed before.</summary>
    public Task<string> CreateCheckpointAsync(TimeSpan rollbackAfter) => CallAsync(Root, Service, "CheckpointCreate", "aouu", (ref MessageWriter writer) =>
    {
        writer.WriteArray(Array.Empty<ObjectPath>());
        writer.WriteUInt32((uint)rollbackAfter.TotalSeconds);
        writer.WriteUInt32(CheckpointFlags);
    }, ReadPath);

    /// <summary>Keeps what was changed.</summary>
    public Task DestroyCheckpointAsync(string checkpoint) => CallAsync(Root, Service, "CheckpointDestroy", "o", (ref MessageWriter writer) => writer.WriteObjectPath(checkpoint));

    /// <summary>Undoes what was changed.</summary>
    public Task RollBackAsync(string checkpoint) => CallAsync(Root, Service, "CheckpointRollback", "o", (ref MessageWriter writer) => writer.WriteObjectPath(checkpoint));

    public async Task<string> FindDeviceAsync(string name)
    {
        try
        {
            return await CallAsync(Root, Service, "GetDeviceByIpIface", "s", (ref MessageWriter writer) => writer.WriteString(name), ReadPath).ConfigureAwait(false);
        }
        catch (NetworkManagerException missing) when (missing.IsGone)
        {
            throw new NetworkManagerException($"NetworkManager knows no interface {name} (any more).") { IsGone = true };
        }
    }

    /// <summary>A profile that the host forgets when it ends, unless it is saved.</summary>
    public Task<string> AddProfileAsync(Profile profile) => CallAsync(SettingsRoot, $"{Service}.Settings", "AddConnection2", $"{SettingsType}ua{{sv}}", (ref MessageWriter writer) =>
    {
        Write(ref writer, profile);
        writer.WriteUInt32(InMemory | BlockAutoconnect);
        writer.WriteDictionary(new Dictionary<string, VariantValue>());
    }, ReadPath);

    /// <summary>All profiles.</summary>
    public Task<string[]> ListProfilesAsync() => CallAsync(SettingsRoot, $"{Service}.Settings", "ListConnections", null, null, static (message, _) => message.GetBodyReader().ReadArrayOfObjectPath().Select(path => path.ToString()).ToArray());

    /// <summary>The profile with a UUID.</summary>
    public Task<string> FindProfileAsync(string uuid) => CallAsync(SettingsRoot, $"{Service}.Settings", "GetConnectionByUuid", "s", (ref MessageWriter writer) => writer.WriteString(uuid), ReadPath);

    public Task<Profile> ReadProfileAsync(string profile) => CallAsync(profile, $"{Service}.Settings.Connection", "GetSettings", null, null, ReadProfile);

    /// <summary>Writes a profile to disk as it is.</summary>
    public Task SaveProfileAsync(string profile) => CallAsync(profile, $"{Service}.Settings.Connection", "Save", null, null);

    /// <summary>Replaces a profile, on disk too. What uses it goes on as before.</summary>
    public Task ChangeProfileAsync(string profile, Profile to) => CallAsync(profile, $"{Service}.Settings.Connection", "Update", SettingsType, (ref MessageWriter writer) => Write(ref writer, to));

    /// <summary>Replaces a profile until the host ends, unless it is saved. What uses it goes on as before.</summary>
    public Task ChangeInMemoryAsync(string profile, Profile to) => CallAsync(profile, $"{Service}.Settings.Connection", "Update2", $"{SettingsType}ua{{sv}}", (ref MessageWriter writer) =>
    {
        Write(ref writer, to);
        writer.WriteUInt32(InMemory | NoReapply);
        writer.WriteDictionary(new Dictionary<string, VariantValue>());
    });

    /// <summary>Has a device follow its changed profile without going down; it refuses what can't be changed that way.</summary>
    public Task ReapplyAsync(string device) => CallAsync(device, $"{Service}.Device", "Reapply", $"{SettingsType}tu", (ref MessageWriter writer) =>
    {
        Write(ref writer, new Profile());
        writer.WriteUInt64(0);
        writer.WriteUInt32(0);
    });

    public Task DeleteProfileAsync(string profile) => CallAsync(profile, $"{Service}.Settings.Connection", "Delete", null, null);

    /// <summary>Has a device configured by a profile; it returns when that has begun.</summary>
    /// <param name="device"><see cref="Nothing"/> where the profile makes it.</param>
    public Task<string> ActivateAsync(string profile, string device = Nothing) => CallAsync(Root, Service, "ActivateConnection", "ooo", (ref MessageWriter writer) =>
    {
        writer.WriteObjectPath(profile);
        writer.WriteObjectPath(device);
        writer.WriteObjectPath(Nothing);
    }, ReadPath);

    public Task DeactivateAsync(string active) => CallAsync(Root, Service, "DeactivateConnection", "o", (ref MessageWriter writer) => writer.WriteObjectPath(active));

    /// <summary>How far a device is (<see cref="Activated"/>).</summary>
    public async Task<uint> StateOfAsync(string device) => (await PropertyAsync(device, $"{Service}.Device", "State").ConfigureAwait(false)).GetUInt32();

    /// <summary>The largest packet of a device, in bytes.</summary>
    public async Task<uint> MtuOfAsync(string device) => (await PropertyAsync(device, $"{Service}.Device", "Mtu").ConfigureAwait(false)).GetUInt32();

    /// <summary>The state of a device that is wholly configured.</summary>
    public const uint Activated = 100;

    /// <summary>The state of a device that could not be configured.</summary>
    public const uint Failed = 120;

    /// <summary>What a device is configured by: the active connection and its profile; <c>null</c> where by nothing.</summary>
    public async Task<(string Active, string Profile)?> ActiveOfAsync(string device)
    {
        var active = (await PropertyAsync(device, $"{Service}.Device", "ActiveConnection").ConfigureAwait(false)).GetObjectPathAsString();
        if (active is Nothing)
            return null;
        return (active, (await PropertyAsync(active, $"{Service}.Connection.Active", "Connection").ConfigureAwait(false)).GetObjectPathAsString());
    }

    private Task<VariantValue> PropertyAsync(string path, string type, string name) => CallAsync(path, "org.freedesktop.DBus.Properties", "Get", "ss", (ref MessageWriter writer) =>
    {
        writer.WriteString(type);
        writer.WriteString(name);
    }, static (message, _) => message.GetBodyReader().ReadVariantValue());

    private delegate void Writer(ref MessageWriter writer);

    private Task<bool> CallAsync(string path, string type, string member, string? signature, Writer? write) => CallAsync(path, type, member, signature, write, static (_, _) => true);

    private async Task<T> CallAsync<T>(string path, string type, string member, string? signature, Writer? write, MessageValueReader<T> read)
    {
        try
        {
            return await _bus.CallMethodAsync(Message(path, type, member, signature, write), read, null).ConfigureAwait(false);
        }
        catch (DBusErrorReplyException refused)
        {
            throw new NetworkManagerException($"NetworkManager refused {member}: {refused.ErrorMessage}") { IsForbidden = refused.ErrorName.EndsWith(".PermissionDenied", StringComparison.Ordinal), IsGone = refused.ErrorName.EndsWith(".UnknownDevice", StringComparison.Ordinal) };
        }
        catch (DBusConnectionException broken)
        {
            throw new NetworkManagerException($"The connection to the host's D-Bus broke: {broken.Message}") { IsLost = true };
        }
    }

    private MessageBuffer Message(string path, string type, string member, string? signature, Writer? write)
    {
        var writer = _bus.GetMessageWriter();
        try
        {
            writer.WriteMethodCallHeader(Service, path, type, member, signature, MessageFlags.None);
            write?.Invoke(ref writer);
            return writer.CreateMessage();
        }
        finally
        {
            writer.Dispose();
        }
    }

    private static string ReadPath(Message message, object? state) => message.GetBodyReader().ReadObjectPathAsString();

    private static Profile ReadProfile(Message message, object? state)
    {
        var profile = new Profile();
        var reader = message.GetBodyReader();
        var end = reader.ReadDictionaryStart();
        while (reader.HasNext(end))
        {
            var group = reader.ReadString();
            // An empty list is what a profile has without it, and the type of its entries is not known any more.
            profile.Groups[group] = reader.ReadDictionaryOfStringToVariantValue().Where(setting => setting.Value is not { Type: VariantValueType.Array or VariantValueType.Dictionary, Count: 0 })
                .ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal);
        }
        return profile;
    }

    private static void Write(ref MessageWriter writer, Profile profile)
    {
        var start = writer.WriteDictionaryStart();
        foreach (var (group, settings) in profile.Groups)
        {
            writer.WriteDictionaryEntryStart();
            writer.WriteString(group);
            Write(ref writer, settings);
        }
        writer.WriteDictionaryEnd(start);
    }

    private static void Write(ref MessageWriter writer, Dictionary<string, VariantValue> settings)
    {
        var start = writer.WriteDictionaryStart();
        foreach (var (name, value) in settings)
        {
            writer.WriteDictionaryEntryStart();
            writer.WriteString(name);
            if (value is { Type: VariantValueType.Array, ItemType: VariantValueType.Dictionary })
                WriteTables(ref writer, value);
            else
                writer.WriteVariant(value);
        }
        writer.WriteDictionaryEnd(start);
    }

    /// <summary>
    /// A list of tables, such as <c>route-data</c>. Tmds.DBus.Protocol 0.95.2 aligns the entries of such a list by 8 bytes when it writes a variant, where D-Bus
    /// has 4, and the bus ends the connection of who sends that.
    /// </summary>
    private static void WriteTables(ref MessageWriter writer, VariantValue tables)
    {
        writer.WriteSignature("aa{sv}");
        var start = writer.WriteArrayStart(DBusType.Array);
        for (var at = 0; at < tables.Count; at++)
            Write(ref writer, tables.GetItem(at).GetDictionary<string, VariantValue>());
        writer.WriteArrayEnd(start);
    }
}
