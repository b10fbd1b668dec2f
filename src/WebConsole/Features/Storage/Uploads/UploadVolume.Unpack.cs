using WebConsole.Operations;
using WebConsole.Storage.Packed;
using WebConsole.Storage.Volumes;
using WebConsole.Text;

namespace WebConsole.Features.Storage.Uploads;

// A packed file: what is written is what a decoder makes of the bytes of all requests.
internal sealed partial record UploadVolume
{
    private async Task UnpackAsync(OperationContext context)
    {
        using var pieces = new UploadPieces(Upload, Register, context.Time, () => Report(context, Record.Offset, waits: true));
        var unpacking = new Unpacking(pieces, Packing!, context.Cancellation);
        await using (unpacking.ConfigureAwait(false))
        {
            VolumeWriter? writer = null;
            var room = Pool.AvailableBytes;
            writer = new VolumeWriter(context, Volume, Action)
            {
                IsFile = true,
                Format = Record.Format.Length > 0 ? Record.Format : null,
                Room = () => room - Register.Promised(Record),
                Wrote = () => context.ReportBytes(pieces.Arrived, Record.Length, $", {Format.Bytes(writer!.Written)} unpacked"),
                Confirmed = async () =>
                {
                    var (written, mark) = (writer!.Written, await MarkAsync(context, writer.Written).ConfigureAwait(false));
                    Register.Save(Upload, record => record with { Physical = written, Mark = mark });
                },
            };
            await writer.WriteAsync(unpacking.Bytes).ConfigureAwait(false);
        }
        CheckHash(pieces.Sha256());
    }
}
