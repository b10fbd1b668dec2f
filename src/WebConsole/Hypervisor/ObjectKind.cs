using System.Collections.Immutable;

namespace WebConsole.Hypervisor;

/// <summary>The kinds of object that someone can look at or change.</summary>
public enum ObjectKind
{
    Host,
    Machine,
    Network,
    Pool,

    /// <summary>A child of a pool; its key is <c>POOL-UUID/NAME</c>.</summary>
    Volume,

    /// <summary>A device of the host; its key is libvirt's name.</summary>
    Device,

    /// <summary>A child of a machine; its key is <c>MACHINE-UUID/NAME</c>.</summary>
    Snapshot,

    /// <summary>A child of a machine, a part of its hardware; its key is <c>MACHINE-UUID/KIND:NAME</c>.</summary>
    MachineDevice,

    /// <summary>A packet filter for network cards.</summary>
    Filter,
    Secret,

    /// <summary>A sign-in, on no host; its key is <c>PERSON/NUMBER</c>.</summary>
    Session,
}

public static class ObjectKinds
{
    /// <summary>Those with a definition that can be edited, and of which the history keeps versions. They have a UUID.</summary>
    public static readonly ImmutableArray<ObjectKind> Defined = [ObjectKind.Machine, ObjectKind.Network, ObjectKind.Pool, ObjectKind.Filter];

    /// <summary>The stable token of the API, addresses and the database.</summary>
    public static string ToToken(this ObjectKind kind) => kind switch
    {
        ObjectKind.Host => "host",
        ObjectKind.Machine => "machine",
        ObjectKind.Network => "network",
        ObjectKind.Pool => "pool",
        ObjectKind.Volume => "volume",
        ObjectKind.Device => "device",
        ObjectKind.Snapshot => "snapshot",
        ObjectKind.MachineDevice => "machine-device",
        ObjectKind.Filter => "filter",
        ObjectKind.Secret => "secret",
        ObjectKind.Session => "session",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Reads what <see cref="ToToken"/> wrote; <c>null</c> for any other word.</summary>
    public static ObjectKind? Parse(ReadOnlySpan<char> token)
    {
        foreach (var kind in Enum.GetValues<ObjectKind>())
        {
            if (token.SequenceEqual(kind.ToToken()))
                return kind;
        }
        return null;
    }
}
