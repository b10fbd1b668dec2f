namespace WebConsole.OsInfo;

/// <summary>What an operating system needs on one architecture, or on <see cref="AnyArchitecture"/>.</summary>
/// <param name="Architecture">As libvirt names it.</param>
/// <param name="Minimum">Below that it does not install or run.</param>
/// <param name="Recommended">What its vendor recommends.</param>
public sealed record OsResources(string Architecture, OsNeeds Minimum, OsNeeds Recommended)
{
    public const string AnyArchitecture = "all";
}

/// <summary>Sizes in bytes; <c>null</c> where it is not known.</summary>
public sealed record OsNeeds(long? Memory, int? Cpus, long? Disk)
{
    public static readonly OsNeeds Unknown = new(null, null, null);

    /// <summary>The same, and what is not known from <paramref name="other"/>.</summary>
    internal OsNeeds Or(OsNeeds other) => new(Memory ?? other.Memory, Cpus ?? other.Cpus, Disk ?? other.Disk);
}
