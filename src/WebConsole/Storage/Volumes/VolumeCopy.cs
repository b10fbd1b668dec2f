namespace WebConsole.Storage.Volumes;

/// <summary>The arguments for a copy of a volume, in the form of the API.</summary>
/// <param name="Name">The copy's name.</param>
/// <param name="Pool">The UUID of its pool; the same pool without it.</param>
/// <param name="Format">Its format; the same format without it, or raw where volumes have none.</param>
/// <param name="Passphrase">Of an encrypted volume, by which its copy opens too. libvirt keeps it; it is never shown again.</param>
public sealed record VolumeCopy(string? Name = null, Guid? Pool = null, string? Format = null, string? Passphrase = null)
{
    /// <summary>Without the passphrase, which must not get into a log by accident.</summary>
    public override string ToString() => $"{Format} {Name}";
}
