using WebConsole.Storage.Packed;
using WebConsole.Storage.Volumes;

namespace WebConsole.Features.Storage.Uploads;

/// <summary>An unfinished upload, as it is kept over a restart.</summary>
/// <param name="Id">Its number in its address; nobody can guess it.</param>
/// <param name="Host">The host of its pool.</param>
/// <param name="Pool">The pool.</param>
/// <param name="Volume">The name of the volume that it makes.</param>
/// <param name="Format">What the volume is to hold: one of <see cref="ImageFormats"/>; empty for any of them, of a packed file.</param>
/// <param name="Length">The length of the file in bytes.</param>
/// <param name="Sha256">What the file's bytes must hash to, in lower case, packed as they are; <c>null</c> if nobody said.</param>
/// <param name="Person">Who began it, and among whose it counts.</param>
internal sealed record UploadRecord(Guid Id, string Host, Guid Pool, string Volume, string Format, long Length, string? Sha256, string Person)
{
    /// <summary>How it is packed, by <see cref="Packing.Name"/>, if it is unpacked on the way.</summary>
    public string? Unpack { get; init; }

    /// <summary>How many bytes libvirt has confirmed; of a packed file, how many have arrived, which a restart loses.</summary>
    public long Offset { get; init; }

    /// <summary>The length of the volume as it was made; of a packed file, how much libvirt has confirmed of what is in it.</summary>
    public long Physical { get; init; }

    /// <summary>
    /// The hash of the last confirmed bytes as they lie on the host. By it and the length the volume is
    /// recognised after a restart; <c>null</c> while nothing has arrived.
    /// </summary>
    public string? Mark { get; init; }

    /// <summary>When bytes last arrived.</summary>
    public DateTimeOffset Touched { get; init; }
}
