using WebConsole.CloudInit.Passwords;
using WebConsole.Unattended.Writers;

namespace WebConsole.Unattended;

/// <summary>The files of a medium that answers an installer's questions.</summary>
/// <param name="Label">The medium's label, by which the installer finds it; empty where the files are in its initial RAM disk.</param>
/// <param name="Files">The files by name.</param>
public sealed record AnswerFiles(string Label, IReadOnlyDictionary<string, string> Files)
{
    /// <summary>The files for settings in which <see cref="UnattendedRules"/> finds no mistake.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="installer">For whom.</param>
    /// <param name="machine">What the files need to know of the machine.</param>
    /// <param name="cancellationToken">Ends the wait for the hash.</param>
    internal static async Task<AnswerFiles> MakeAsync(UnattendedSettings settings, Installer installer, InstalledMachine machine, CancellationToken cancellationToken = default)
    {
        if (installer is Installer.Autounattend)
            return new AnswerFiles("ANSWERS", new Dictionary<string, string> { ["autounattend.xml"] = AutounattendWriter.Write(settings, machine) });
        // All installers read this one.
        var hash = settings.Password is { Length: > 0 } password ? await PasswordHash.OfAsync(password, PasswordMethod.Sha512, cancellationToken).ConfigureAwait(false) : null;
        return installer switch
        {
            Installer.Kickstart => new AnswerFiles("OEMDRV", new Dictionary<string, string> { ["ks.cfg"] = KickstartWriter.Write(settings, hash, machine) }),
            Installer.Preseed => new AnswerFiles("", new Dictionary<string, string> { ["preseed.cfg"] = PreseedWriter.Write(settings, hash, machine) }),
            Installer.AutoYast => new AnswerFiles("", new Dictionary<string, string> { ["autoinst.xml"] = AutoYastWriter.Write(settings, hash, machine) }),
            _ => new AnswerFiles("CIDATA", new Dictionary<string, string> { ["user-data"] = AutoinstallWriter.Write(settings, hash, machine), ["meta-data"] = "" }),
        };
    }

    /// <summary>Without the files, whose hashes must not get into a log by accident.</summary>
    public override string ToString() => $"answers labelled {Label}";
}
