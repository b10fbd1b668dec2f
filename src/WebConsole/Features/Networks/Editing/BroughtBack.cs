using Libvirt;

namespace WebConsole.Features.Networks.Editing;

/// <summary>
/// Brings a stopped network back as it was. Its stored definition is the other one, with the changes that wait: for the start, that which was in force takes its
/// place. Run again, it goes on where the connection broke.
/// </summary>
/// <param name="inForce">The definition that was in force.</param>
/// <param name="stored">The one that waits.</param>
internal sealed class BroughtBack(string inForce, string stored)
{
    private bool _isReplaced;

    /// <summary>How the network stands, for whoever reads the task.</summary>
    public string Outcome { get; private set; } = "The network is off: it could not be brought back. Start it once the reason is mended.";

    /// <param name="isActive">Whether the network runs.</param>
    /// <param name="start">Starts it.</param>
    /// <param name="read">Reads its stored definition.</param>
    /// <param name="define">Writes that.</param>
    /// <exception cref="LibvirtException">It does not start, or a definition can't be written.</exception>
    public void Run(Func<bool> isActive, Action start, Func<string> read, Action<string> define)
    {
        try
        {
            if (!isActive())
            {
                _isReplaced = true;
                define(inForce);
                start();
            }
        }
        finally
        {
            if (_isReplaced)
                PutBack(isActive, read, define);
        }
        Outcome = "The network runs on as it was before, and the changes wait on.";
    }

    /// <summary>Without it, the changes that wait would be lost: it is tried twice.</summary>
    private void PutBack(Func<bool> isActive, Func<string> read, Action<string> define)
    {
        for (var isLast = false; ; isLast = true)
        {
            try
            {
                if (read() != stored)
                    define(stored);
                _isReplaced = false;
                return;
            }
            catch (LibvirtException) when (!isLast)
            {
            }
            catch (LibvirtException)
            {
                Outcome = $"The network {(IsSurelyActive(isActive) ? "runs on as it was before" : "is off")}, and the changes that waited are no longer stored: restore them from its history.";
                throw;
            }
        }
    }

    private static bool IsSurelyActive(Func<bool> isActive)
    {
        try
        {
            return isActive();
        }
        catch (LibvirtException)
        {
            return false;
        }
    }
}
