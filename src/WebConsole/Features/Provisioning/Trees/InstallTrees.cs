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
        try
        {
            var info = await ReadInfoAsync(tree, context).ConfigureAwait(false);
            if (info?.FilesFor(architecture) is var (kernel, initrd))
                return new TreeFiles(new TreeFile(new Uri(tree, kernel), info.Sha256Of(kernel)), new TreeFile(new Uri(tree, initrd), info.Sha256Of(initrd)), info);
            foreach (var place in Places(architecture, known))
            {
                if (await IsThereAsync(new Uri(tree, place.Kernel), context).ConfigureAwait(false))
                    return new TreeFiles(await FileAsync(tree, place.Kernel, context).ConfigureAwait(false), await FileAsync(tree, place.Initrd, context).ConfigureAwait(false), info);
            }
        }
        catch (IOException error)
        {
            throw new OperationFailedException(error.Message, "Try it again, or take another mirror.");
        }
        throw new OperationFailedException($"There is no installer for {architecture} at {FetchUrl.Shown(tree)}: no .treeinfo, and no kernel where Debian, Ubuntu, Fedora and openSUSE have it.",
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
    }

    private async Task<TreeFile> FileAsync(Uri tree, string path, OperationContext context)
    {
        var url = new Uri(tree, path);
        if (TreeSums.For(path) is not var (sums, name))
            return new TreeFile(url, null);
        using var answer = await _client.GetAsync(new Uri(tree, sums), _ => { }, context.Time, context.Cancellation).ConfigureAwait(false);
        return new TreeFile(url, answer.StatusCode is HttpStatusCode.OK ? TreeSums.Of(await TextAsync(answer, context).ConfigureAwait(false), name) : null);
    }

    private async Task<TreeInfo?> ReadInfoAsync(Uri tree, OperationContext context)
    {
        foreach (var name in Descriptions)
        {
            using var answer = await _client.GetAsync(new Uri(tree, name), _ => { }, context.Time, context.Cancellation).ConfigureAwait(false);
            if (answer.StatusCode is HttpStatusCode.OK && TreeInfo.Parse(await TextAsync(answer, context).ConfigureAwait(false)) is { } info)
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
    private static async Task<string> TextAsync(HttpResponseMessage answer, OperationContext context)
    {
        using var patience = new CancellationTokenSource(FetchClient.Patience, context.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, context.Cancellation);
        try
        {
            using var body = await answer.Content.ReadAsStreamAsync(stop.Token).ConfigureAwait(false);
            var bytes = new byte[TreeInfo.Longest];
            var read = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, stop.Token).ConfigureAwait(false);
            return Encoding.UTF8.GetString(bytes, 0, read);
        }
        catch (OperationCanceledException) when (!context.Cancellation.IsCancellationRequested)
        {
            throw new IOException($"The server has sent nothing more for {FetchClient.Patience.TotalSeconds} s.");
        }
    }
}
