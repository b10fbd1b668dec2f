using WebConsole.Benchmarks.Harness;
using WebConsole.EndToEnd.Support;

namespace WebConsole.Benchmarks.Figures;

/// <summary>Two gigabytes into a pool and out of it, by curl and by the page, beside virsh.</summary>
internal sealed class TransferBenchmark : IBenchmark
{
    private const string Pool = TransferBed.Pool;
    private const long Size = 2L << 30;
    private const int Rounds = 5;

    private static readonly (string Name, string Pack, string Unpack)[] Packings = [("gz", "gzip -1", "zcat"), ("zst", "zstd -q", "zstdcat"), ("xz", "xz -0", "xzcat")];

    public string Name => "transfer";

    public async IAsyncEnumerable<Figure> MeasureAsync(Workbench workbench)
    {
        await using var bed = await TransferBed.MakeAsync(Size);
        var (root, file, client) = (bed.Root, bed.File, bed.Client);
        using var sink = new UploadSink();
        var (up, plain, page, plainPage, byVirsh) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var (down, plainDown, outByVirsh) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < Rounds; i++)
        {
            // Names of their own: it takes WebConsole seconds to see that virsh has deleted something.
            var (upload, chosen) = ($"u{i}.img", $"{root}/page{i}.img");
            await ShellAsync($"ln {file} {chosen}");
            // Each removes what it wrote before the next begins: memory that was used a moment ago is faster for the next file than other.
            byVirsh.Add(await TimeAsync(() => ShellAsync($"virsh -c {IdleGuests.Uri} vol-create-as {Pool} v.img {Size} --format raw && virsh -c {IdleGuests.Uri} vol-upload v.img {file} --pool {Pool}")));
            outByVirsh.Add(await TimeAsync(() => ShellAsync($"virsh -c {IdleGuests.Uri} vol-download v.img {root}/out.img --pool {Pool}")));
            await CompareAsync(file, $"{root}/out.img", "v.img");
            plain.Add(await TimeAsync(async () =>
            {
                await ShellAsync($"virsh -c {IdleGuests.Uri} vol-create-as {Pool} p.img {Size} --format raw");
                await PlainUpload.RunAsync(file, Guid.Parse(bed.Uuid), "p.img");
            }));
            plainDown.Add(await TimeAsync(() => PlainDownload.RunAsync(Guid.Parse(bed.Uuid), "p.img", $"{root}/out.img")));
            await CompareAsync(file, $"{root}/out.img", "p.img");
            up.Add(await TimeAsync(() => client.UploadAsync(file, upload)));
            down.Add(await TimeAsync(() => client.DownloadAsync(upload, $"{root}/out.img")));
            await CompareAsync(file, $"{root}/out.img", upload);
            page.Add(await ByPageAsync(bed, chosen));
            await TransferBed.DeleteAsync($"page{i}.img");
            plainPage.Add(await BySinkAsync(sink, bed.Browser, chosen));
        }
        yield return Ratio("upload-curl", byVirsh, up, "virsh vol-create-as and vol-upload");
        yield return Ratio("upload-curl-plain", plain, up, "the same bytes through a TCP socket, without HTTP, into libvirt's stream");
        yield return Ratio("upload-page", byVirsh, page, "virsh; tus-js-client in Chromium, from the choice of the file");
        yield return Ratio("upload-page-plain", plainPage, page, "the same bytes by one request of the same Chromium to a server that throws them away, without libvirt");
        yield return Ratio("download-curl", outByVirsh, down, "virsh vol-download");
        yield return Ratio("download-curl-plain", plainDown, down, "the same bytes from libvirt's stream through a TCP socket, without HTTP");

        await foreach (var figure in UnpackAsync(client, root, file))
            yield return figure;
    }

    /// <summary>Compares what came back with what was sent, and removes both copies.</summary>
    private static Task<string> CompareAsync(string sent, string back, string volume) => ShellAsync($"cmp {sent} {back} && rm {back} && virsh -c {IdleGuests.Uri} vol-delete {volume} --pool {Pool}");

    /// <summary>Packed files, beside a shell's way.</summary>
    private static async IAsyncEnumerable<Figure> UnpackAsync(CurlClient client, string root, string file)
    {
        // Half of it can be packed, as an image of a system.
        const long Unpacked = 512 << 20;
        await ShellAsync($"head -c {Unpacked / 2} {file} | base64 -w 0 | head -c {Unpacked} > {root}/text.img; truncate -s {Unpacked} {root}/text.img");
        foreach (var (packing, pack, unpack) in Packings)
        {
            await ShellAsync($"{pack} -c {root}/text.img > {root}/packed");
            var shell = await TimeAsync(() => ShellAsync($"virsh -c {IdleGuests.Uri} vol-create-as {Pool} v.img {Unpacked} --format raw && {unpack} {root}/packed | virsh -c {IdleGuests.Uri} vol-upload v.img /dev/stdin --pool {Pool}"));
            var ours = await TimeAsync(() => client.UploadAsync($"{root}/packed", packing + ".img", packing));
            await ShellAsync($"cmp {root}/text.img {root}/pool/{packing}.img && for name in v.img {packing}.img; do virsh -c {IdleGuests.Uri} vol-delete $name --pool {Pool}; done");
            yield return Ratio($"unpack-{packing}", [shell], [ours], $"{unpack} into virsh vol-upload");
        }
    }

    private static Figure Ratio(string name, List<double> theirs, List<double> ours, string who) =>
        new(name, theirs.Median() / ours.Median(), 0.8, $"× {who}")
        {
            AtLeast = true,
            Beside = $"{ours.Median():0.00} s, there {theirs.Median():0.00} s; {ours.Count} rounds, the slowest {ours.Max():0.00} and {theirs.Max():0.00} s",
        };

    private static async Task<double> ByPageAsync(TransferBed bed, string file)
    {
        await using var visitor = await bed.OpenAsync();
        return await TransferBed.UploadAsync(visitor, file);
    }

    private static async Task<double> BySinkAsync(UploadSink sink, Browser browser, string file)
    {
        await using var visitor = await browser.NewVisitorAsync();
        await visitor.Page.GotoAsync(sink.Url);
        return await TimeAsync(async () =>
        {
            await visitor.Page.Locator("input").SetInputFilesAsync(file);
            await visitor.Page.EvaluateAsync(UploadSink.SendFile);
        });
    }

    private static Task<double> TimeAsync(Func<Task> act) => TransferBed.TimeAsync(act);

    private static Task<string> ShellAsync(string script) => TransferBed.ShellAsync(script);
}
