using WebConsole.OsInfo.Trees;

namespace WebConsole.Features.Provisioning.Trees;

/// <summary>The installer that was found in a tree.</summary>
/// <param name="Kernel">Its kernel.</param>
/// <param name="Initrd">Its initial RAM disk.</param>
/// <param name="Info">What the tree says of itself; <c>null</c> where it says nothing.</param>
internal sealed record TreeFiles(Uri Kernel, Uri Initrd, TreeInfo? Info);
