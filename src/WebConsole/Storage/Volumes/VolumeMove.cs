namespace WebConsole.Storage.Volumes;

/// <summary>The arguments for a move of a volume, in the form of the API.</summary>
/// <param name="Pool">The UUID of the other pool.</param>
/// <param name="Passphrase">Of an encrypted volume. libvirt keeps it for the new place; it is never shown again.</param>
public sealed record VolumeMove(Guid? Pool = null, string? Passphrase = null)
{
    /// <summary>Without the passphrase, which must not get into a log by accident.</summary>
    public override string ToString() => $"{Pool:D}";
}
