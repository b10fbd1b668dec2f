using Libvirt.Xml;
using WebConsole.Components.Shared;

namespace WebConsole.Storage.Kinds;

/// <summary>The parts of a pool's definition, by the names of the API.</summary>
internal static class PoolParts
{
    /// <summary>What a pool is made of. Its secret is libvirt's.</summary>
    public static NewPool Of(StoragePoolXml pool) => new(pool.Type, pool.Name, pool.TargetPath, None(string.Join(' ', pool.SourceHosts.Where(host => host.Name is not null).Select(host => ServerAddress.WithPort(host.Name!, host.Port)))),
        pool.SourceDirectory, pool.SourceDevices.Count > 0 ? [.. pool.SourceDevices] : null, pool.SourceName, pool.SourceFormat, pool.SourceAdapter, pool.InitiatorIqn,
        pool.AuthUser);

    /// <summary>Writes what is changed, and leaves all else as it is: also what WebConsole knows nothing of.</summary>
    public static void Change(StoragePoolXml pool, PoolKind kind, PoolChanges changes, string secret)
    {
        var before = Of(pool);
        if (changes.SourceHost is { } hosts)
            pool.SetSourceHosts(new SourceHosts(PoolPartRules.Hosts(hosts)));
        if (changes.SourceDevices is { } devices)
            pool.SourceDevices.Replace(devices);
        pool.SourceDirectory = Changed(changes.SourceDir, pool.SourceDirectory);
        pool.SourceName = Changed(changes.SourceName, pool.SourceName);
        pool.SourceFormat = Changed(changes.Format, pool.SourceFormat);
        pool.SourceAdapter = Changed(changes.Adapter, pool.SourceAdapter);
        pool.InitiatorIqn = Changed(changes.Initiator, pool.InitiatorIqn);
        // A group's devices appear in a directory with its name.
        pool.TargetPath = kind.HasDirectory ? Changed(changes.Path, pool.TargetPath) : pool.TargetPath == kind.PathOf(before) ? kind.PathOf(changes.On(before)) : pool.TargetPath;
        if (changes.User is "")
            (pool.AuthType, pool.AuthUser, pool.AuthSecretUuid, pool.AuthSecretUsage) = (null, null, null, null);
        else if (changes.User is not null || changes.Secret is not null)
            (pool.AuthType, pool.AuthUser) = (kind.Auth, Changed(changes.User, pool.AuthUser));
        // Another secret than ours may serve other pools too: it is left alone.
        if (changes.Secret is { Length: > 0 })
            (pool.AuthSecretUuid, pool.AuthSecretUsage) = (null, secret);
    }

    private static string? Changed(string? to, string? from) => to is null ? from : None(to);

    private static string? None(string text) => text.Length > 0 ? text : null;
}
