using RnnScope.Engine.Files;
using RnnScope.Engine.Tracing;
using RnnScope.Runs;

namespace RnnScope.Tests.Runs;

public sealed class UnitNotesTests : IDisposable
{
    private static readonly UnitAddress Unit = new("layers.1.c", 3);

    private readonly TinyRun _run = new();

    private string LockFile => Path.Combine(_run.Path, ".notes.lock");

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Change_Notes_AreReadAgainInOrder()
    {
        Assert.Empty(UnitNotes.Read(_run.Folder));
        await Write(Unit, "quotes", "on from \"x\" to <b>\nand 日本");
        await Write(new UnitAddress("layers.0.h", 10), "ten", "");
        await Write(new UnitAddress("layers.0.h", 2), "", "two");
        await Write(Unit, "quotes!", "");
        UnitNote[] expected = [new("layers.0.h", 2, "", "two"), new("layers.0.h", 10, "ten", ""), new("layers.1.c", 3, "quotes!", "")];
        Assert.Equal(expected, UnitNotes.Read(_run.Folder));
        Assert.Equal(expected[1..], await Write(new UnitAddress("layers.0.h", 2), "", ""));
        Assert.Equal(expected[1..], UnitNotes.Read(_run.Folder));
    }

    [Fact]
    public async Task Change_ManyAtOnce_LoseNothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(unit => Task.Run(() => Write(new UnitAddress("layers.0.h", unit), $"unit {unit}", ""))));
        Assert.Equal(Enumerable.Range(0, 40).Select(unit => new UnitNote("layers.0.h", unit, $"unit {unit}", "")), UnitNotes.Read(_run.Folder));
    }

    [Fact]
    public async Task Change_WhileAnotherWrites_Waits()
    {
        using CancellationTokenSource source = new();
        FileStream other = new(LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        Task<IReadOnlyList<UnitNote>> waiting = UnitNotes.Change(_run.Folder, Unit, note => note with { Name = "a" }, source.Token);
        Task<IReadOnlyList<UnitNote>> stopped = UnitNotes.Change(_run.Folder, Unit, note => note with { Name = "b" }, new CancellationToken(canceled: true));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
        Assert.Empty(UnitNotes.Read(_run.Folder));
        await other.DisposeAsync();
        Assert.Equal("a", Assert.Single(await waiting).Name);
    }

    [Fact]
    public async Task Change_FolderThatCannotBeWritten_SaysSo()
    {
        Directory.CreateDirectory(LockFile);
        await Assert.ThrowsAnyAsync<UnauthorizedAccessException>(() => Write(Unit, "a", ""));
        Assert.False(File.Exists(_run.Folder.NotesFile));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"format\":\"rnnscope-notes-1\"}")]
    [InlineData("{\"format\":\"rnnscope-notes-2\",\"notes\":[]}")]
    [InlineData("{\"format\":\"rnnscope-notes-1\",\"notes\":[null]}")]
    [InlineData("{\"format\":\"rnnscope-notes-1\",\"notes\":[],\"later\":1}")]
    [InlineData("{\"format\":\"rnnscope-notes-1\",\"notes\":[{\"site\":\"a\",\"unit\":1,\"name\":\"b\"}]}")]
    [InlineData("{\"format\":\"rnnscope-notes-1\",\"notes\":[{\"site\":\"a\",\"unit\":1,\"name\":null,\"text\":\"c\"}]}")]
    [InlineData("{\"format\":\"rnnscope-notes-1\",\"notes\":[{\"site\":\"a\",\"unit\":-1,\"name\":\"b\",\"text\":\"c\"}]}")]
    [InlineData("{\"format\":\"rnnscope-notes-1\",\"notes\":[{\"site\":\"a\",\"unit\":1,\"name\":\"b\\n\",\"text\":\"c\"}]}")]
    [InlineData("{\"format\":\"rnnscope-notes-1\",\"notes\":[{\"site\":\"a\",\"unit\":1,\"name\":\"b\",\"text\":\"\\u001b\"}]}")]
    [InlineData("{\"format\":\"rnnscope-notes-1\",\"notes\":[{\"site\":\"a\",\"unit\":1,\"name\":\"\\ud800\",\"text\":\"c\"}]}")]
    [InlineData("{\"format\":\"rnnscope-notes-1\",\"notes\":[{\"site\":\"a\",\"unit\":1,\"name\":\"b\",\"text\":\"c\"},{\"site\":\"a\",\"unit\":1,\"name\":\"d\",\"text\":\"c\"}]}")]
    public async Task Damaged_SaysWhatAndIsNotWritten(string content)
    {
        File.WriteAllText(_run.Folder.NotesFile, content);
        RunFileException read = Assert.Throws<RunFileException>(() => UnitNotes.Read(_run.Folder));
        Assert.Contains("notes.json: expected", read.Message);
        await Assert.ThrowsAsync<RunFileException>(() => Write(Unit, "a", ""));
        Assert.Equal(content, File.ReadAllText(_run.Folder.NotesFile));
    }

    [Theory]
    [InlineData(81, 0)]
    [InlineData(0, 2001)]
    public async Task Change_TooLong_IsRefused(int name, int text)
    {
        await Write(Unit, new string('x', Math.Min(name, 80)), new string('y', Math.Min(text, 2000)));
        IReadOnlyList<UnitNote> before = UnitNotes.Read(_run.Folder);
        Assert.Single(before);
        await Assert.ThrowsAsync<ArgumentException>(() => Write(Unit, new string('x', name), new string('y', text)));
        Assert.Equal(before, UnitNotes.Read(_run.Folder));
    }

    private Task<IReadOnlyList<UnitNote>> Write(UnitAddress unit, string name, string text) =>
        UnitNotes.Change(_run.Folder, unit, note => note with { Name = name, Text = text }, CancellationToken.None);
}
