namespace WebConsole.Features.Storage.Uploads;

/// <summary>An upload that someone has left, in the form of the API.</summary>
/// <param name="Id">The last part of its address.</param>
/// <param name="Volume">The name of the volume that it makes.</param>
/// <param name="Format">What the volume is to hold; <c>null</c> if that was left open.</param>
/// <param name="Unpack">How the file is packed, if it is unpacked on the way.</param>
/// <param name="Length">The length of the file in bytes: another one can't go on with it.</param>
/// <param name="Offset">How many bytes have arrived.</param>
internal sealed record UploadItem(Guid Id, string Volume, string? Format, string? Unpack, long Length, long Offset)
{
    public static UploadItem Of(UploadRecord record) => new(record.Id, record.Volume, record.Format is "" ? null : record.Format, record.Unpack, record.Length, record.Offset);
}
