using System.Text.Json;
using WebConsole.Hosting;

namespace WebConsole.Features.Storage.Uploads;

/// <summary>Keeps each unfinished upload as a file, so that it continues after a restart of the server.</summary>
internal sealed partial class UploadFiles(WebConsoleOptions options, ILogger<UploadFiles> log)
{
    private readonly DirectoryInfo _directory = Directory.CreateDirectory(StateDirectory.Uploads(options.StateDirectory));

    public IEnumerable<UploadRecord> Load() => _directory.GetFiles("*.json").Select(Read).OfType<UploadRecord>();

    public void Save(UploadRecord upload)
    {
        // Whole or not at all, also when the disk is full.
        var unfinished = Path.Combine(_directory.FullName, $"{upload.Id:N}.new");
        File.WriteAllText(unfinished, JsonSerializer.Serialize(upload));
        File.Move(unfinished, FileOf(upload.Id), overwrite: true);
    }

    public void Delete(Guid id)
    {
        try
        {
            File.Delete(FileOf(id));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            NotDeleted(log, id, error);
        }
    }

    private UploadRecord? Read(FileInfo file)
    {
        try
        {
            var upload = JsonSerializer.Deserialize<UploadRecord>(File.ReadAllText(file.FullName));
            return upload is null || FileOf(upload.Id) != file.FullName ? null : upload;
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            Unreadable(log, file.Name, error);
            return null;
        }
    }

    private string FileOf(Guid id) => Path.Combine(_directory.FullName, $"{id:N}.json");

    [LoggerMessage(2401, LogLevel.Warning, "The unfinished upload in {File} can't be read: its volume stays as it is")]
    private static partial void Unreadable(ILogger log, string file, Exception exception);

    [LoggerMessage(2402, LogLevel.Error, "The upload {Upload} has ended, but its file can't be deleted")]
    private static partial void NotDeleted(ILogger log, Guid upload, Exception exception);
}
