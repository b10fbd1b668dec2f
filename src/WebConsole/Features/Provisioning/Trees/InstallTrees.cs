using System.Net;
using System.Text;
using WebConsole.Operations;
using WebConsole.OsInfo.Trees;
using WebConsole.Storage.Fetching;

namespace WebConsole.Features.Provisioning.Trees;

/// <summary>Finds the installer in the trees of web servers: where a tree says that it is, or where the usual distributions have it.</summary>
public sealed class InstallTrees
{
    private static readonly string[] Descriptions = [".treeinfo", "treeinfo"];

    private const string LiveKernel = "casper/vmlinuz";

    private static readonly TimeSpan PatienceOfQuestions = TimeSpan.FromSeconds(10);

    private readonly FetchClient _client;
    private readonly FetchAddresses _addresses;

    internal InstallTrees(FetchClient client, FetchAddresses addresses) => (_client, _addresses) = (client, addresses);

    internal FetchClient Client => _client;

    /// <summary>Why an address is none of a tree; <c>null</c> if it may be.</summary>
    internal string? Mistake(string url) => FetchUrl.Mistake(url, _addresses)
        ?? (FetchUrl.Parse(url) is { } address && (address.Query.Length > 0 || address.Fragment.Length > 0) ? "The address of a directory, without ? and #." : null);

    /// <param name="tree">The directory.</param>
    /// <param name="architecture">As libvirt names it.</param>
    /// <param name="known">What osinfo-db says of the tree.</param>
    /// <param name="context">The task.</param>
    /// <exception cref="OperationFailedException">There is none, or the server does not answer.</exception>
    internal async Task<TreeFiles> FindAsync(Uri tree, string architecture, OsTree? known, OperationContext context)
    {
        var isLive = false;
        try
        {
            var info = await ReadInfoAsync(tree, context.Time, context.Cancellation).ConfigureAwait(false);
            if (info?.FilesFor(architecture) is var (kernel, initrd))
                return new TreeFiles(new TreeFile(new Uri(tree, kernel), info.Sha256Of(kernel)), new TreeFile(new Uri(tree, initrd), info.Sha256Of(initrd)), info);
            foreach (var place in Places(architecture, known))
            {
                if (await IsThereAsync(new Uri(tree, place.Kernel), context).ConfigureAwait(false))
                    return new TreeFiles(await FileAsync(tree, place.Kernel, context).ConfigureAwait(false), await FileAsync(tree, place.Initrd, context).ConfigureAwait(false), info);
            }
            isLive = await IsThereAsync(new Uri(tree, LiveKernel), context).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            throw new OperationFailedException(error.Message, "Try it again, or take another mirror.");
        }
        throw isLive ? new OperationFailedException($"{FetchUrl.Shown(tree)} has what is on a live medium of Ubuntu's kind, whose kernel needs the whole medium.", "Give its ISO image as the medium.") : new OperationFailedException($"There is no installer for {architecture} at {FetchUrl.Shown(tree)}: no .treeinfo, and no kernel where Debian, Ubuntu, Fedora and openSUSE have it.",
            "Give the directory that the distribution calls the installation source, such as https://deb.debian.org/debian/dists/bookworm/main/installer-amd64/.");
    }

    /// <summary>Kernel and initial RAM disk below the tree.</summary>
    private static IEnumerable<(string Kernel, string Initrd)> Places(string architecture, OsTree? known)
    {
        if (known is { Kernel: { } kernel, Initrd: { } initrd } && TreeInfo.IsBelow(kernel) && TreeInfo.IsBelow(initrd))
            yield return (kernel, initrd);
        var debian = architecture switch { "x86_64" => "amd64", "aarch64" => "arm64", "i686" => "i386", "ppc64le" => "ppc64el", _ => architecture };
        string[] folders =
        [
            $"current/images/netboot/debian-installer/{debian}/", $"current/legacy-images/netboot/ubuntu-installer/{debian}/", $"current/images/netboot/ubuntu-installer/{debian}/",
            $"boot/{architecture}/loader/", "",
        ];
        foreach (var folder in folders)
            yield return ($"{folder}linux", folder.StartsWith("boot/", StringComparison.Ordinal) ? $"{folder}initrd" : $"{folder}initrd.gz");
        yield return ("images/pxeboot/vmlinuz", "images/pxeboot/initrd.img");
        yield return ($"boot/{architecture}/linux", $"boot/{architecture}/initrd");
        // What is on Debian's media.
        var medium = $"install.{debian switch { "amd64" => "amd", "arm64" => "a64", "i386" => "386", _ => debian }}/";
        yield return ($"{medium}vmlinuz", $"{medium}initrd.gz");
    }

    private async Task<TreeFile> FileAsync(Uri tree, string path, OperationContext context)
    {
        var url = new Uri(tree, path);
        if (TreeSums.For(path) is not var (sums, name))
            return new TreeFile(url, null);
        using var answer = await _client.GetAsync(new Uri(tree, sums), _ => { }, context.Time, context.Cancellation).ConfigureAwait(false);
        return new TreeFile(url, answer.StatusCode is HttpStatusCode.OK ? TreeSums.Of(await TextAsync(answer, context.Time, context.Cancellation).ConfigureAwait(false), name) : null);
    }

    /// <summary>What a tree says of itself, for a question that nobody waits long for; <c>null</c> where it does not say it soon.</summary>
    internal async Task<TreeInfo?> AskAsync(string? url, TimeProvider time, CancellationToken cancellation)
    {
        if (url is null || Mistake(url) is not null || TreePlan.Address(url) is not { } tree)
            return null;
        using var patience = new CancellationTokenSource(PatienceOfQuestions, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            return await ReadInfoAsync(tree, time, stop.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or OperationFailedException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    private async Task<TreeInfo?> ReadInfoAsync(Uri tree, TimeProvider time, CancellationToken cancellation)
    {
        foreach (var name in Descriptions)
        {
            using var answer = await _client.GetAsync(new Uri(tree, name), _ => { }, time, cancellation).ConfigureAwait(false);
            if (answer.StatusCode is HttpStatusCode.OK && TreeInfo.Parse(await TextAsync(answer, time, cancellation).ConfigureAwait(false)) is { } info)
                return info;
        }
        return null;
    }

    private async Task<bool> IsThereAsync(Uri file, OperationContext context)
    {
        using var answer = await _client.GetAsync(file, _ => { }, context.Time, context.Cancellation).ConfigureAwait(false);
        return answer.StatusCode is HttpStatusCode.OK && answer.Content.Headers.ContentType?.MediaType is not ("text/html" or "application/xhtml+xml");
    }

    /// <summary>The beginning of an answer: a server may send as much as it likes.</summary>
    private static async Task<string> TextAsync(HttpResponseMessage answer, TimeProvider time, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(FetchClient.Patience, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            using var body = await answer.Content.ReadAsStreamAsync(stop.Token).ConfigureAwait(false);
            var bytes = new byte[TreeInfo.Longest];
            var read = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, stop.Token).ConfigureAwait(false);
            return Encoding.UTF8.GetString(bytes, 0, read);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"The server has sent nothing more for {FetchClient.Patience.TotalSeconds} s.");
        }
    }
}
