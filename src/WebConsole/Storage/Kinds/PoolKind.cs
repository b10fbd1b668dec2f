using System.Collections.Immutable;
using Libvirt.Xml;

namespace WebConsole.Storage.Kinds;

/// <summary>A kind of storage pool: what users call it, what it needs, and what libvirt does with it.</summary>
/// <param name="Type">libvirt's name (libvirt's formatstorage page): <c>netfs</c>.</param>
/// <param name="Label">The users' word; a localizer's key.</param>
/// <param name="Purpose">What it is for, in one sentence; a localizer's key.</param>
/// <param name="Icon">One of MudBlazor's icons.</param>
public sealed record PoolKind(string Type, string Label, string Purpose, string Icon)
{
    /// <summary>What it is made of, in the form's order.</summary>
    public required ImmutableArray<PoolPart> Parts { get; init; }

    /// <summary>The directory in which its volumes appear, if the user does not name one; {0} is the source's name.</summary>
    public string? Path { get; init; }

    /// <summary>The directory of a pool's volumes, of kinds that have one.</summary>
    public string? PathOf(NewPool asked) => HasDirectory ? asked.Path : Path?.Replace("{0}", asked.SourceName, StringComparison.Ordinal);

    /// <summary>Whether the directory of its volumes is an ordinary one, which other pools may not have.</summary>
    public bool HasDirectory => Parts.Any(part => part.Name == "path");

    /// <summary>What building it does.</summary>
    public PoolBuild Build { get; init; }

    /// <summary>Whether few hosts have it.</summary>
    public bool IsRare { get; init; }

    /// <summary>Whether its volumes are made and deleted elsewhere: by a storage system.</summary>
    public bool MadeElsewhere { get; init; }

    /// <summary>Whether libvirt can make volumes in it.</summary>
    public bool MakesVolumes { get => field && !MadeElsewhere; init; } = true;

    /// <summary>Whether its volumes are files, which have a format.</summary>
    public bool HasFiles { get; init; }

    /// <summary>Whether its volumes are a disk's partitions, which the disk names.</summary>
    public bool HasPartitions { get; init; }

    /// <summary>Whether a volume may take its space as it is filled.</summary>
    public bool CanBeThin { get => field || HasFiles; init; }

    /// <summary>Whether a volume can take all its space at once.</summary>
    public bool CanBeFull { get; init; } = true;

    /// <summary>Whether libvirt can overwrite a volume.</summary>
    public bool CanWipe { get; init; } = true;

    /// <summary>Whether libvirt can change a volume's size.</summary>
    public bool CanResize { get => field || HasFiles; init; }

    /// <summary>Whether libvirt reads and writes a volume's bytes for its clients.</summary>
    public bool CanStream { get; init; } = true;

    /// <summary>Whether what the pool is made of is a group of volumes, which libvirt can delete.</summary>
    public bool IsGroup { get; init; }

    /// <summary>Whether libvirt can delete what the pool is made of: its directory, its volume group.</summary>
    public bool CanDelete => IsGroup || Build is PoolBuild.Directory or PoolBuild.DirectoryAndDevice;

    /// <summary>How it signs in at its server (<c>chap</c>, <c>ceph</c>); <c>null</c> if it can't.</summary>
    public string? Auth { get; init; }

    /// <summary>Whether libvirt can look for what there is to make one of.</summary>
    public bool Finds { get; init; }

    /// <summary>Debian's and Ubuntu's package with libvirt's driver, if that is one of its own.</summary>
    public string? DriverPackage { get; init; }

    /// <summary>Their packages with the programs and modules that the driver calls.</summary>
    public string? ToolPackages { get; init; }

    /// <summary>Errors in the arguments, by their names in the API.</summary>
    /// <param name="asked">The arguments.</param>
    /// <param name="hasSecret">Whether libvirt keeps a secret of the pool already, so that none has to be given.</param>
    public IEnumerable<(string Name, string Mistake)> Mistakes(NewPool asked, bool hasSecret = false)
    {
        foreach (var part in Parts)
        {
            if (asked.Of(part.Name) is { Length: > 0 } value)
            {
                if (part.Check(value) is { } wrong)
                    yield return (part.Name, wrong);
            }
            else if (!part.Optional)
            {
                yield return (part.Name, $"{part.Label} is needed.");
            }
        }
        foreach (var name in NewPool.PartNames.Where(name => asked.Of(name) is { Length: > 0 } && Parts.All(part => part.Name != name)))
            yield return (name, $"A pool of the type {Type} has none.");
        if (Build is PoolBuild.DirectoryAndDevice && asked is { Erase.Count: > 0, Format: null or "" or "auto" })
            yield return ("format", "The device is formatted: say with which file system.");
        foreach (var mistake in Credentials(asked, hasSecret))
            yield return mistake;
    }

    /// <summary>Its source in libvirt's definition.</summary>
    /// <param name="asked">Arguments without mistakes.</param>
    /// <param name="secret">The name by which libvirt knows the secret.</param>
    public StoragePoolSource Source(NewPool asked, string secret) => new(Type)
    {
        Hosts = asked.SourceHost is { Length: > 0 } hosts ? new SourceHosts(PoolPartRules.Hosts(hosts)) : SourceHosts.None,
        Devices = [.. asked.Of("sourceDevices")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? []],
        Directory = asked.SourceDir,
        Name = asked.SourceName,
        Format = asked.Format,
        Adapter = asked.Adapter,
        InitiatorIqn = asked.Initiator,
        AuthType = SignsIn(asked) ? Auth : null,
        AuthUser = SignsIn(asked) ? asked.User : null,
        AuthSecretUsage = SignsIn(asked) ? secret : null,
    };

    public bool SignsIn(NewPool asked) => Auth is not null && asked.User is { Length: > 0 };

    private IEnumerable<(string Name, string Mistake)> Credentials(NewPool asked, bool hasSecret)
    {
        var (user, secret) = (asked.User is { Length: > 0 }, asked.Secret is { Length: > 0 });
        if (Auth is null)
        {
            if (user)
                yield return ("user", $"A pool of the type {Type} does not sign in.");
            if (secret)
                yield return ("secret", $"A pool of the type {Type} does not sign in.");
            yield break;
        }
        if (!user && secret)
            yield return ("user", "A user is needed.");
        if (user && PoolPartRules.User(asked.User!) is { } wrong)
            yield return ("user", wrong);
        if (user && !secret && !hasSecret)
            yield return ("secret", Auth is "ceph" ? "The user's key is needed." : "A password is needed.");
        if (secret && PoolPartRules.Secret(Auth, asked.Secret!) is { } bad)
            yield return ("secret", bad);
    }
}
