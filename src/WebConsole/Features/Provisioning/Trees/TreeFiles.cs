using WebConsole.OsInfo.Trees;

namespace WebConsole.Features.Provisioning.Trees;

/// <summary>The installer that was found in a tree.</summary>
/// <param name="Kernel">Its kernel.</param>
/// <param name="Initrd">Its initial RAM disk.</param>
/// <param name="Info">What the tree says of itself; <c>null</c> where it says nothing.</param>
internal sealed record TreeFiles(TreeFile Kernel, TreeFile Initrd, TreeInfo? Info);

/// <summary>A file of a tree.</summary>
/// <param name="Url">Where it is.</param>
/// <param name="Sha256">What the tree says that it is; <c>null</c> where it says nothing.</param>
internal sealed record TreeFile(Uri Url, string? Sha256);
